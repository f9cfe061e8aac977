package dev.tally.rollup;

import dev.tally.aggregate.RollFold;
import dev.tally.model.UnitName;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The folding of pending batches one portion after the other, for one transaction. Not thread-safe. */
final class Gathering {
    private final RollTransaction transaction;
    private final Optional<Instant> since;
    private final List<PendingBatch> batches;
    private final RollFold fold = new RollFold();
    private final List<Long> taken = new ArrayList<>();
    private long events;

    /**
     * Nothing is folded yet.
     *
     * @param since the time before which the events of the batches are in cells already; empty where none is
     */
    Gathering(RollTransaction transaction, Optional<Instant> since, List<PendingBatch> batches) {
        this.transaction = transaction;
        this.since = since;
        this.batches = List.copyOf(batches);
    }

    RollFold fold() {
        return fold;
    }

    /** The batches that are in the fold. */
    List<Long> taken() {
        return List.copyOf(taken);
    }

    /** How many events those have, wherever they count. */
    long events() {
        return events;
    }

    boolean isComplete() {
        return taken.size() == batches.size();
    }

    /** Folds the next batches, until they have so many events together. */
    Uni<Void> takePortion(int mostEvents) {
        List<Long> portion = nextBatches(mostEvents);
        Set<UnitName> units = new HashSet<>();
        return drained(transaction.events(portion, since).invoke(event -> {
                    fold.add(event.event());
                    units.addAll(event.units());
                }))
                .invoke(() -> units.removeIf(fold::has))
                .chain(() -> drained(transaction.unitChanges(units).invoke(fold::add)));
    }

    private List<Long> nextBatches(int mostEvents) {
        List<Long> portion = new ArrayList<>();
        long end = events + mostEvents;
        do {
            PendingBatch batch = batches.get(taken.size());
            portion.add(batch.id());
            taken.add(batch.id());
            events += batch.events();
        } while (!isComplete() && events < end);
        return portion;
    }

    static <T> Uni<Void> drained(Multi<T> items) {
        return items.onItem().ignoreAsUni();
    }
}
