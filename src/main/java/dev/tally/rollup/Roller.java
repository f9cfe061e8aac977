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

    private final RollStore store;
    private final RollConfig config;
    private final int maxSums;
    private final EarlyFolds earlyFolds;
    private final RollMeters meters;

    Roller(RollStore store, RollConfig config, EarlyFolds earlyFolds, RollMeters meters) {
        this.store = store;
        this.config = config;
        this.maxSums = MostSums.ofOneRoll(config);
        this.earlyFolds = earlyFolds;
        this.meters = meters;
    }

    /** One transaction; empty where another of the same account is under way. */
    Uni<Optional<RollStep>> rollOnce(UUID accountId) {
        Timer.Sample since = meters.start();
        return store.alone(accountId, transaction -> begun(accountId, transaction)
                        .chain(gathering -> roll(transaction, gathering)))
                .invoke(step ->
                        step.ifPresentOrElse(done -> meters.count(done, since), () -> earlyFolds.pause(accountId)));
    }

    /**
     * With what was folded early, which is taken before it is looked what is pending: each of its batches is committed by then,
     * and must be found. On workers, as a batch may be being folded.
     */
    private Uni<Gathering> begun(UUID accountId, RollTransaction transaction) {
        return CellChanges.onWorker(() -> earlyFolds.take(accountId)).chain(early -> transaction
                .pendingBatches(config.maxEvents())
                .chain(pending -> CellChanges.onWorker(() -> begun(accountId, transaction, pending, early))));
    }

    private Gathering begun(
            UUID accountId, RollTransaction transaction, List<PendingBatch> pending, Optional<EarlyFold> early) {
        Optional<EarlyFold> valid = early.filter(fold -> fold.isOf(pending));
        Gathering gathering = new Gathering(transaction, Optional.empty(), pending, valid);
        if (early.filter(fold -> fold.isBeyond(pending)).isPresent() && isAll(pending)) {
            earlyFolds.pause(accountId);
        }
        earlyFolds.rolling(accountId, gathering.left());
        return gathering;
    }

    /** Whether nothing more is pending: a list that is cut off has at least as many events as one roll takes. */
    private boolean isAll(List<PendingBatch> pending) {
        return pending.stream().mapToLong(PendingBatch::events).sum() < config.maxEvents();
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
                .chain(batches -> roll(transaction, new Gathering(transaction, since, batches, Optional.empty())));
    }

    private Uni<RollStep> roll(RollTransaction transaction, Gathering begun) {
        return begun.takeEarly().chain(() -> gathered(begun)).chain(gathering -> write(transaction, gathering));
    }

    private Uni<Gathering> gathered(Gathering gathering) {
        return gathering.isComplete() || gathering.isFull(maxSums)
                ? Uni.createFrom().item(gathering)
                : gathering.takePortion(config.maxEvents() / PORTIONS).chain(() -> gathered(gathering));
    }

    private Uni<RollStep> write(RollTransaction transaction, Gathering gathering) {
        RollFold fold = gathering.fold();
        return Uni.createFrom()
                .deferred(() -> fold.isEmpty() ? Uni.createFrom().item(0L) : CellChanges.add(transaction, fold))
                .call(() -> transaction.unitsRolled(fold.unitChanges()))
                .call(() -> transaction.batchesRolled(gathering.taken(), fold))
                .map(cells -> new Rolled(fold.events(), fold.unitChanges().size(), cells))
                .map(rolled -> new RollStep(
                        rolled,
                        gathering.earlyEvents(),
                        gathering.isComplete() && gathering.events() < config.maxEvents()));
    }
}
