package dev.tally.rollup;

import dev.tally.aggregate.CellBytes;
import dev.tally.aggregate.CellFold;
import dev.tally.aggregate.RollFold;
import dev.tally.model.CellKey;
import dev.tally.model.Facet;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Rolls the pending batches of one account, so many at a time. */
@ApplicationScoped
class Roller {
    /** Cells of several facets share a statement until there are so many. */
    private static final int CELLS_PER_STATEMENT = 4000;

    private final RollStore store;
    private final RollConfig config;
    private final RollMeters meters;

    Roller(RollStore store, RollConfig config, RollMeters meters) {
        this.store = store;
        this.config = config;
        this.meters = meters;
    }

    /** One transaction; empty where another of the same account is under way. */
    Uni<Optional<Rolled>> rollOnce(UUID accountId) {
        Timer.Sample since = meters.start();
        return store.alone(accountId, this::roll).invoke(rolled -> rolled.ifPresent(some -> meters.count(some, since)));
    }

    /**
     * Rolls everything of an account again from its events, in one transaction: queries read the old cells until the new
     * ones are complete.
     */
    Uni<Rolled> rebuild(UUID accountId) {
        return store.inTurn(
                accountId, transaction -> transaction.unroll().chain(() -> rollAll(transaction, Rolled.NOTHING)));
    }

    private Uni<Rolled> rollAll(RollTransaction transaction, Rolled before) {
        return roll(transaction)
                .chain(rolled ->
                        rolled.isNothing() ? Uni.createFrom().item(before) : rollAll(transaction, before.plus(rolled)));
    }

    private Uni<Rolled> roll(RollTransaction transaction) {
        RollFold fold = new RollFold();
        return transaction.pendingBatches(config.maxEvents()).chain(batches -> drained(
                        transaction.events(batches).invoke(fold::add))
                .chain(() -> drained(transaction.unitChanges(config.maxUnits()).invoke(fold::add)))
                .chain(() -> fold.isEmpty() ? Uni.createFrom().item(0L) : mergeIntoCells(transaction, fold))
                .call(() -> transaction.unitsRolled(fold.unitChanges()))
                .call(() -> transaction.batchesRolled(batches, fold))
                .map(cells -> new Rolled(fold.events(), fold.unitChanges().size(), cells)));
    }

    private static Uni<Long> mergeIntoCells(RollTransaction transaction, RollFold fold) {
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
            return transaction
                    .cells(portion.keySet())
                    .chain(stored -> onWorker(() -> merged(portion, stored)))
                    .chain(merged -> transaction
                            .put(merged)
                            .chain(() -> transaction.remove(without(portion.keySet(), merged.keySet()))));
        }

        private static Map<CellKey, CellBytes> merged(Map<CellKey, CellFold> portion, Map<CellKey, CellBytes> stored) {
            Map<CellKey, CellBytes> merged = new HashMap<>();
            portion.forEach((key, fold) -> fold.merged(key, Optional.ofNullable(stored.get(key)))
                    .ifPresent(content -> merged.put(key, content)));
            return merged;
        }

        private static List<CellKey> without(Collection<CellKey> all, Collection<CellKey> some) {
            return all.stream().filter(key -> !some.contains(key)).toList();
        }
    }

    /** Adding up takes long enough for requests to notice, if it were done where they are served. */
    private static <T> Uni<T> onWorker(Supplier<T> computation) {
        return Uni.createFrom().item(computation).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static <T> Uni<Void> drained(Multi<T> items) {
        return items.onItem().ignoreAsUni();
    }
}
