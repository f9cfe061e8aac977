package dev.tally.storage;

import dev.tally.http.DateTimes;
import dev.tally.model.Grain;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the partitions of the months that events are about to be stored in. */
@ApplicationScoped
class UsagePartitions {
    private static final String ENSURE = "SELECT ensure_usage_event_partition(t) FROM unnest($1::timestamptz[]) t";

    private final Pool pool;

    /** By their starts. */
    private final Set<Instant> known = ConcurrentHashMap.newKeySet();

    UsagePartitions(Pool pool) {
        this.pool = pool;
    }

    /** In a transaction of its own, so that its locks are short; costs nothing for months that are known. */
    Uni<Void> ensure(Collection<Instant> times) {
        Set<Instant> missing = months(times);
        missing.removeAll(known);
        if (missing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        OffsetDateTime[] starts = missing.stream().sorted().map(DateTimes::utc).toArray(OffsetDateTime[]::new);
        return pool.preparedQuery(ENSURE)
                .execute(Tuple.tuple().addArrayOfOffsetDateTime(starts))
                .invoke(() -> known.addAll(missing))
                .replaceWithVoid();
    }

    /** For when a partition turns out to be gone. */
    void forget() {
        known.clear();
    }

    /** The starts of the months; many times that follow each other are of one month. */
    private static Set<Instant> months(Collection<Instant> times) {
        Set<Instant> starts = new HashSet<>();
        Instant start = Instant.MAX;
        Instant end = Instant.MIN;
        for (Instant time : times) {
            if (time.isBefore(start) || !time.isBefore(end)) {
                start = Grain.MONTH.startOf(time);
                end = Grain.MONTH.endOf(start);
                starts.add(start);
            }
        }
        return starts;
    }
}
