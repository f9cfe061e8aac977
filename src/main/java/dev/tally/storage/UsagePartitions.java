package dev.tally.storage;

import dev.tally.http.DateTimes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Makes the partitions of the months that events are about to be stored in. */
@ApplicationScoped
class UsagePartitions {
    private static final String ENSURE = "SELECT ensure_usage_event_partition(t) FROM unnest($1::timestamptz[]) t";

    private final Pool pool;
    private final Set<YearMonth> known = ConcurrentHashMap.newKeySet();

    UsagePartitions(Pool pool) {
        this.pool = pool;
    }

    /** In a transaction of its own, so that its locks are short; costs nothing for months that are known. */
    Uni<Void> ensure(Collection<Instant> times) {
        Set<YearMonth> missing = times.stream().map(UsagePartitions::month).collect(Collectors.toSet());
        missing.removeAll(known);
        if (missing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        OffsetDateTime[] starts = missing.stream()
                .sorted()
                .map(month -> month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
        return pool.preparedQuery(ENSURE)
                .execute(Tuple.tuple().addArrayOfOffsetDateTime(starts))
                .invoke(() -> known.addAll(missing))
                .replaceWithVoid();
    }

    /** For when a partition turns out to be gone. */
    void forget() {
        known.clear();
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(DateTimes.utc(time));
    }
}
