package dev.tally.rollup;

import dev.tally.aggregate.RollFold;
import dev.tally.model.UnitName;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** The folding of pending batches one portion after the other, for one transaction. Not thread-safe. */
final class Gathering {
    private static final int UNITS_PER_STATEMENT = 10_000;

    private final RollTransaction transaction;
    private final Optional<Instant> since;
    private final RollFold fold;
    private final List<UnitName> earlyUnits;
    private final Queue<PendingBatch> left = new ArrayDeque<>();
    private final List<Long> taken = new ArrayList<>();
    private final long earlyEvents;
    private long events;

    /**
     * Nothing is folded yet but what was early.
     *
     * @param since the time before which the events of the batches are in cells already; empty where none is
     * @param early a fold of some of the batches
     */
    Gathering(
            RollTransaction transaction,
            Optional<Instant> since,
            List<PendingBatch> batches,
            Optional<EarlyFold> early) {
        this.transaction = transaction;
        this.since = since;
        this.fold = early.map(EarlyFold::fold).orElseGet(RollFold::new);
        this.earlyUnits = early.map(EarlyFold::units).orElse(List.of());
        for (PendingBatch batch : batches) {
            if (early.filter(some -> some.has(batch)).isPresent()) {
                take(batch);
            } else {
                left.add(batch);
            }
        }
        this.earlyEvents = events;
    }

    RollFold fold() {
        return fold;
    }

    /** The batches that are in the fold. */
    List<Long> taken() {
        return List.copyOf(taken);
    }

    /** The batches that are not. */
    List<Long> left() {
        return left.stream().map(PendingBatch::id).toList();
    }

    /** How many events those in the fold have, wherever they count. */
    long events() {
        return events;
    }

    /** How many of these were folded early. */
    long earlyEvents() {
        return earlyEvents;
    }

    boolean isComplete() {
        return left.isEmpty();
    }

    /** Whether it holds so much; never without a batch: a roll that takes nothing would be followed by the next one for ever. */
    boolean isFull(int maxSums) {
        return !taken.isEmpty() && fold.size() >= maxSums;
    }

    /** Adds to what was folded early its units of work, as they are now. */
    Uni<Void> takeEarly() {
        List<List<UnitName>> portions = new ArrayList<>();
        for (int from = 0; from < earlyUnits.size(); from += UNITS_PER_STATEMENT) {
            portions.add(earlyUnits.subList(from, Math.min(from + UNITS_PER_STATEMENT, earlyUnits.size())));
        }
        return drained(Multi.createFrom()
                .iterable(portions)
                .onItem()
                .transformToUniAndConcatenate(
                        units -> drained(transaction.unitChanges(units).invoke(fold::add))));
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
            PendingBatch batch = left.remove();
            portion.add(batch.id());
            take(batch);
        } while (!isComplete() && events < end);
        return portion;
    }

    private void take(PendingBatch batch) {
        taken.add(batch.id());
        events += batch.events();
    }

    static <T> Uni<Void> drained(Multi<T> items) {
        return items.onItem().ignoreAsUni();
    }
}
