package dev.tally.rollup;

import dev.tally.aggregate.RollFold;
import dev.tally.ingest.PricedEvent;
import dev.tally.ingest.StoredBatch;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitMention;
import dev.tally.model.UnitName;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;

/** What batches of one account add up to, folded while their events were in memory. Thread-safe until its {@link #end}. */
final class EarlyFold {
    /** As much memory as the smallest one needs, in sums. */
    private static final int SUMS_OF_ANY = 20;

    private final Instant since;
    private final RollFold fold = new RollFold();
    private final Set<PendingBatch> batches = new HashSet<>();
    private final Set<UnitName> units = new HashSet<>();
    private boolean ended;

    /** How many sums and units it holds, about: what it needs memory for. */
    private int size;

    /** Not while a batch is being folded, and never again if that failed. */
    private boolean isWhole = true;

    EarlyFold(Instant since) {
        this.since = since;
    }

    /** When it was begun. */
    Instant since() {
        return since;
    }

    /**
     * Folds a batch, unless it is too late for that.
     *
     * @param isRolled tells of a batch that it was or is being rolled
     * @return by how much it has grown
     */
    synchronized int add(StoredBatch batch, LongPredicate isRolled) {
        if (ended || !isWhole || isRolled.test(batch.id())) {
            return 0;
        }
        isWhole = false;
        batch.events().forEach(this::add);
        batches.add(new PendingBatch(batch.id(), batch.events().size(), batch.storedAt()));
        isWhole = true;
        int before = size;
        size = SUMS_OF_ANY + fold.size() + units.size();
        return size - before;
    }

    private void add(PricedEvent event) {
        fold.add(event.metered());
        for (UnitMention unit : event.event().units()) {
            if (unit.kind() != UnitKind.RUN) {
                units.add(new UnitName(unit.kind(), unit.id()));
            }
        }
    }

    /** Takes no further batches, from here on, and is for one thread; returns its size. */
    synchronized int end() {
        ended = true;
        return size;
    }

    /** Whether it has one of these batches. */
    synchronized boolean hasOneOf(Set<Long> ids) {
        return batches.stream().anyMatch(batch -> ids.contains(batch.id()));
    }

    /** Whether it has this batch. */
    boolean has(PendingBatch batch) {
        return batches.contains(batch);
    }

    /**
     * Whether all of its batches are pending, as they were when they were stored. One that lost an event to a correction has
     * fewer; one that somebody else rolled is not there, and nor is one that a database lost when it failed over.
     */
    boolean isOf(List<PendingBatch> pending) {
        return isWhole && new HashSet<>(pending).containsAll(batches);
    }

    RollFold fold() {
        return fold;
    }

    /** The units of work that its events belong to, of the kinds that summaries count. */
    List<UnitName> units() {
        return List.copyOf(units);
    }
}
