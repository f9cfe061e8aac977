package dev.tally.rollup;

import dev.tally.aggregate.RollFold;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rolls the pending batches of one account, so many at a time. */
@ApplicationScoped
class Roller {
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
        return store.alone(accountId, transaction -> roll(transaction, Optional.empty()))
                .invoke(rolled -> rolled.ifPresent(some -> meters.count(some, since)));
    }

    /**
     * Rolls everything of an account again from its events, in one transaction: queries read the old cells until the new
     * ones are complete. Cells of a time of which no events are kept stay, with what is still to be added to them.
     */
    Uni<Rolled> rebuild(UUID accountId) {
        return store.inTurn(accountId, transaction -> transaction
                .keptSince()
                .chain(since -> since.isEmpty()
                        ? rollAgain(transaction, since)
                        : rollAll(transaction, Optional.empty(), Rolled.NOTHING)
                                .chain(() -> rollAgain(transaction, since))));
    }

    private Uni<Rolled> rollAgain(RollTransaction transaction, Optional<Instant> since) {
        return transaction.unroll(since).chain(() -> rollAll(transaction, since, Rolled.NOTHING));
    }

    private Uni<Rolled> rollAll(RollTransaction transaction, Optional<Instant> since, Rolled before) {
        return roll(transaction, since)
                .chain(rolled -> rolled.isNothing()
                        ? rollOtherUnits(transaction, before)
                        : rollAll(transaction, since, before.plus(rolled)));
    }

    /** Units whose events are not kept any more, or lie before {@code since}. */
    private Uni<Rolled> rollOtherUnits(RollTransaction transaction, Rolled before) {
        RollFold fold = new RollFold();
        return drained(transaction.otherUnitChanges(config.maxUnits()).invoke(fold::add))
                .chain(() -> fold.isEmpty()
                        ? Uni.createFrom().item(before)
                        : CellChanges.add(transaction, fold)
                                .call(() -> transaction.unitsRolled(fold.unitChanges()))
                                .call(() -> transaction.batchesRolled(List.of(), fold))
                                .map(cells -> new Rolled(0, fold.unitChanges().size(), cells))
                                .chain(rolled -> rollOtherUnits(transaction, before.plus(rolled))));
    }

    /** @param since the time before which the events of the batches are in cells already; empty where none is */
    private Uni<Rolled> roll(RollTransaction transaction, Optional<Instant> since) {
        RollFold fold = new RollFold();
        return transaction.pendingBatches(config.maxEvents()).chain(batches -> drained(
                        transaction.events(batches, since).invoke(fold::add))
                .chain(() -> drained(transaction.unitChanges(batches).invoke(fold::add)))
                .chain(() -> fold.isEmpty() ? Uni.createFrom().item(0L) : CellChanges.add(transaction, fold))
                .call(() -> transaction.unitsRolled(fold.unitChanges()))
                .call(() -> transaction.batchesRolled(batches, fold))
                .map(cells -> new Rolled(fold.events(), fold.unitChanges().size(), cells)));
    }

    private static <T> Uni<Void> drained(Multi<T> items) {
        return items.onItem().ignoreAsUni();
    }
}
