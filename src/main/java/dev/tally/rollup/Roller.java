package dev.tally.rollup;

import dev.tally.aggregate.RollFold;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rolls the pending batches of one account, so many at a time. */
@ApplicationScoped
class Roller {
    /** How often a transaction that rolls as many events as it may looks at what it holds in memory. */
    private static final int PORTIONS = 20;

    /** Of the heap, for each that a transaction holds: twice what it takes with all that it becomes on its way to a cell. */
    private static final long BYTES_PER_SUM = 4 * 1024;

    private final RollStore store;
    private final RollConfig config;
    private final long maxSums;
    private final RollMeters meters;

    Roller(RollStore store, RollConfig config, RollMeters meters) {
        this.store = store;
        this.config = config;
        this.maxSums = config.maxSums()
                .orElse((int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / BYTES_PER_SUM));
        this.meters = meters;
    }

    /** One transaction; empty where another of the same account is under way. */
    Uni<Optional<RollStep>> rollOnce(UUID accountId) {
        Timer.Sample since = meters.start();
        return store.alone(accountId, transaction -> roll(transaction, Optional.empty()))
                .invoke(step -> step.ifPresent(done -> meters.count(done.rolled(), since)));
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
                .map(RollStep::rolled)
                .chain(rolled -> rolled.isNothing()
                        ? rollOtherUnits(transaction, before)
                        : rollAll(transaction, since, before.plus(rolled)));
    }

    /** Units whose events are not kept any more, or lie before {@code since}. */
    private Uni<Rolled> rollOtherUnits(RollTransaction transaction, Rolled before) {
        RollFold fold = new RollFold();
        return Gathering.drained(transaction.otherUnitChanges(config.maxUnits()).invoke(fold::add))
                .chain(() -> fold.isEmpty()
                        ? Uni.createFrom().item(before)
                        : CellChanges.add(transaction, fold)
                                .call(() -> transaction.unitsRolled(fold.unitChanges()))
                                .call(() -> transaction.batchesRolled(List.of(), fold))
                                .map(cells -> new Rolled(0, fold.unitChanges().size(), cells))
                                .chain(rolled -> rollOtherUnits(transaction, before.plus(rolled))));
    }

    /** @param since the time before which the events of the batches are in cells already; empty where none is */
    private Uni<RollStep> roll(RollTransaction transaction, Optional<Instant> since) {
        return transaction
                .pendingBatches(config.maxEvents())
                .chain(batches -> gathered(new Gathering(transaction, since, batches)))
                .chain(gathering -> write(transaction, gathering));
    }

    /** At least a portion, whatever the limit is: a roll that takes nothing would be followed by the next one for ever. */
    private Uni<Gathering> gathered(Gathering gathering) {
        return gathering.isComplete()
                ? Uni.createFrom().item(gathering)
                : gathering
                        .takePortion(config.maxEvents() / PORTIONS)
                        .chain(() -> gathering.fold().size() >= maxSums
                                ? Uni.createFrom().item(gathering)
                                : gathered(gathering));
    }

    private Uni<RollStep> write(RollTransaction transaction, Gathering gathering) {
        RollFold fold = gathering.fold();
        return Uni.createFrom()
                .deferred(() -> fold.isEmpty() ? Uni.createFrom().item(0L) : CellChanges.add(transaction, fold))
                .call(() -> transaction.unitsRolled(fold.unitChanges()))
                .call(() -> transaction.batchesRolled(gathering.taken(), fold))
                .map(cells -> new Rolled(fold.events(), fold.unitChanges().size(), cells))
                .map(rolled -> new RollStep(rolled, gathering.isComplete() && gathering.events() < config.maxEvents()));
    }
}
