package dev.tally.rollup;

import dev.tally.aggregate.CellBytes;
import dev.tally.aggregate.CellFold;
import dev.tally.aggregate.CellRepair;
import dev.tally.aggregate.RollFold;
import dev.tally.model.CellKey;
import dev.tally.model.Dimensions;
import dev.tally.model.Facet;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Changes stored cells, in a transaction that has them to itself. */
public final class CellChanges {
    /** Cells of several facets share a statement until there are so many. */
    private static final int CELLS_PER_STATEMENT = 4000;

    private CellChanges() {}

    /**
     * Merges what a fold adds to cells, or takes from them.
     *
     * @return how many cells that were
     */
    public static Uni<Long> add(RollTransaction transaction, RollFold fold) {
        Merge merge = new Merge(transaction);
        return transaction
                .widen(fold.dimensions())
                .onItem()
                .transformToMulti(dimensions -> Multi.createFrom().iterable(Facet.within(dimensions)))
                .onItem()
                .transformToUniAndConcatenate(
                        facet -> onWorker(() -> fold.cells(facet)).chain(merge::add))
                .onItem()
                .ignoreAsUni()
                .chain(merge::flush)
                .map(done -> merge.cells);
    }

    /**
     * Computes the cells of an event anew that is no longer among the events.
     *
     * @param time of that event
     * @return how many cells that were
     */
    public static Uni<Long> repair(RollTransaction transaction, Instant time, Dimensions dimensions) {
        return transaction
                .widen(Set.of())
                .chain(kept -> repair(transaction, new CellRepair(time, dimensions, Facet.within(kept))));
    }

    private static Uni<Long> repair(RollTransaction transaction, CellRepair repair) {
        return transaction
                .rolledEvents(repair.events())
                .invoke(repair::add)
                .onItem()
                .ignoreAsUni()
                .chain(() -> transaction.cells(repair.needed()))
                .chain(stored -> onWorker(() -> repair.repaired(stored))
                        .chain(repaired ->
                                write(transaction, repaired, stored.keySet()).replaceWith((long) repaired.size())));
    }

    /**
     * @param cells an empty content deletes the cell
     * @param stored those of them that are there
     */
    private static Uni<Void> write(
            RollTransaction transaction, Map<CellKey, Optional<CellBytes>> cells, Set<CellKey> stored) {
        Map<CellKey, CellBytes> added = new HashMap<>();
        Map<CellKey, CellBytes> replaced = new HashMap<>();
        List<CellKey> removed = new ArrayList<>();
        cells.forEach((key, content) -> content.ifPresentOrElse(
                bytes -> (stored.contains(key) ? replaced : added).put(key, bytes), () -> removed.add(key)));
        return transaction
                .add(added)
                .chain(() -> transaction.replace(replaced))
                .chain(() -> transaction.remove(removed));
    }

    /** Gathers the cells of facet after facet, and merges them into the stored ones when there are enough. */
    private static final class Merge {
        private final RollTransaction transaction;
        private final Map<CellKey, CellFold> gathered = new HashMap<>();
        private long cells;

        Merge(RollTransaction transaction) {
            this.transaction = transaction;
        }

        Uni<Void> add(CellFold fold) {
            fold.keys().forEach(key -> gathered.put(key, fold));
            return gathered.size() < CELLS_PER_STATEMENT ? Uni.createFrom().voidItem() : flush();
        }

        Uni<Void> flush() {
            List<Map<CellKey, CellFold>> portions = portions();
            cells += gathered.size();
            gathered.clear();
            return Multi.createFrom()
                    .iterable(portions)
                    .onItem()
                    .transformToUniAndConcatenate(this::merge)
                    .onItem()
                    .ignoreAsUni();
        }

        private List<Map<CellKey, CellFold>> portions() {
            List<Map<CellKey, CellFold>> portions = new ArrayList<>();
            gathered.forEach((key, fold) -> {
                if (portions.isEmpty() || portions.get(portions.size() - 1).size() == CELLS_PER_STATEMENT) {
                    portions.add(new HashMap<>());
                }
                portions.get(portions.size() - 1).put(key, fold);
            });
            return portions;
        }

        private Uni<Void> merge(Map<CellKey, CellFold> portion) {
            return transaction.cells(portion.keySet()).chain(stored -> onWorker(() -> merged(portion, stored))
                    .chain(merged -> write(transaction, merged, stored.keySet())));
        }

        private static Map<CellKey, Optional<CellBytes>> merged(
                Map<CellKey, CellFold> portion, Map<CellKey, CellBytes> stored) {
            Map<CellKey, Optional<CellBytes>> merged = new HashMap<>();
            portion.forEach((key, fold) -> merged.put(key, fold.merged(key, Optional.ofNullable(stored.get(key)))));
            return merged;
        }
    }

    /** Adding up takes long enough for requests to notice, if it were done where they are served. */
    static <T> Uni<T> onWorker(Supplier<T> computation) {
        return Uni.createFrom().item(computation).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
