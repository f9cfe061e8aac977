package dev.tally.rollup;

import dev.tally.aggregate.RollFold;
import dev.tally.model.UnitName;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** What batches of one account add up to, folded while their events were in memory. Thread-safe until its {@link #end}. */
final class EarlyFold {
    /** As much memory as the smallest one needs, in sums. */
    private static final int SUMS_OF_ANY = 20;

    private final Instant since;
    private final int mostEvents;
    private final RollFold fold = new RollFold();
    private final Set<PendingBatch> batches = new HashSet<>();
    private final Set<UnitName> units = new HashSet<>();
    private boolean ended;
    private int size;

    /** Not while a batch is being folded, and never again if that failed. */
    private boolean isWhole = true;

    /**
     * Nothing is folded yet.
     *
     * @param since now
     * @param mostEvents how many one roll takes
     */
    EarlyFold(Instant since, int mostEvents) {
        this.since = since;
        this.mostEvents = mostEvents;
    }

    /** When it was begun. */
    Instant since() {
        return since;
    }

    /**
     * Folds a batch, unless it is too late or too much for that.
     *
     * @param isRolled tells of a batch that it was or is being rolled
     * @return by how many sums it has grown
     */
    synchronized int add(PendingBatch batch, List<PendingEvent> events, LongPredicate isRolled) {
        if (ended || !isWhole || fold.events() + events.size() > mostEvents || isRolled.test(batch.id())) {
            return 0;
        }
        isWhole = false;
        for (PendingEvent event : events) {
            fold.add(event.event());
            units.addAll(event.units());
        }
        batches.add(batch);
        isWhole = true;
        int before = size;
        size = SUMS_OF_ANY + fold.size() + units.size() + batches.size();
        return size - before;
    }

    synchronized long events() {
        return fold.events();
    }

    /** Takes no further batches, from here on, and is for one thread; returns how many sums it needs memory for, about. */
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
     * Whether each of its batches is one of these, as it was when it was stored. One that lost an event to a correction has
     * fewer; one that somebody else rolled is not there, and nor is one that a database lost when it failed over.
     */
    boolean isOf(List<PendingBatch> pending) {
        return isWhole && new HashSet<>(pending).containsAll(batches);
    }

    /** Whether one of its batches is none of these, whatever became of it. */
    boolean isBeyond(List<PendingBatch> pending) {
        Set<Long> ids = pending.stream().map(PendingBatch::id).collect(Collectors.toSet());
        return batches.stream().anyMatch(batch -> !ids.contains(batch.id()));
    }

    RollFold fold() {
        return fold;
    }

    /** The units of work that its events belong to, of the kinds that summaries count. */
    List<UnitName> units() {
        return List.copyOf(units);
    }
}
