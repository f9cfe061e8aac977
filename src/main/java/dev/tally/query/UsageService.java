package dev.tally.query;

import dev.tally.aggregate.TooManyGroupsException;
import dev.tally.aggregate.UsageFold;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Computes usage reports. */
@ApplicationScoped
public class UsageService {
    private final UsageSnapshots snapshots;
    private final QueryConfig config;

    UsageService(UsageSnapshots snapshots, QueryConfig config) {
        this.snapshots = snapshots;
        this.config = config;
    }

    /** Fails with a {@link FailureException} when the answer would have more groups than one may. */
    public Uni<UsageReport> report(UsageQuery query) {
        return snapshots
                .read(snapshot -> snapshot.firstEventAt(query.accountId())
                        .chain(firstEventAt ->
                                firstEventAt.isEmpty() || query.window().isEmpty()
                                        ? Uni.createFrom().item(new UsageReport(Map.of(), Map.of(), firstEventAt, 0))
                                        : fold(query, snapshot, firstEventAt)))
                .onFailure(TooManyGroupsException.class)
                .transform(e -> new FailureException(
                        FailureKind.UNPROCESSABLE,
                        "The answer would have " + e.getMessage()
                                + ": narrow the window, take a coarser granularity, or group by fewer dimensions"));
    }

    private Uni<UsageReport> fold(UsageQuery query, UsageSnapshot snapshot, Optional<Instant> firstEventAt) {
        UsageFold fold = new UsageFold(query.breakdowns(), query.zone(), config.maxGroups());
        return each(snapshot.events(query), fold::add)
                .chain(() -> each(snapshot.units(query), fold::add))
                .map(done -> new UsageReport(fold.groups(), fold.projectNames(), firstEventAt, fold.events()));
    }

    private static <T> Uni<Void> each(Multi<T> items, Consumer<T> consumer) {
        return items.invoke(consumer).onItem().ignoreAsUni();
    }
}
