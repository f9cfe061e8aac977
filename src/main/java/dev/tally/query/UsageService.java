package dev.tally.query;

import dev.tally.aggregate.UsageFold;
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

    UsageService(UsageSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    public Uni<UsageReport> report(UsageQuery query) {
        return snapshots.read(snapshot -> snapshot.firstEventAt(query.accountId())
                .chain(firstEventAt -> firstEventAt.isEmpty() || query.window().isEmpty()
                        ? Uni.createFrom().item(new UsageReport(Map.of(), Map.of(), firstEventAt, 0))
                        : fold(query, snapshot, firstEventAt)));
    }

    private static Uni<UsageReport> fold(UsageQuery query, UsageSnapshot snapshot, Optional<Instant> firstEventAt) {
        UsageFold fold = new UsageFold(query.breakdowns(), query.zone());
        return each(snapshot.events(query), fold::add)
                .chain(() -> each(snapshot.units(query), fold::add))
                .map(done -> new UsageReport(fold.groups(), fold.projectNames(), firstEventAt, fold.events()));
    }

    private static <T> Uni<Void> each(Multi<T> items, Consumer<T> consumer) {
        return items.invoke(consumer).onItem().ignoreAsUni();
    }
}
