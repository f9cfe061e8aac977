package dev.tally.model;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * How far an account's events are rolled, at one moment.
 *
 * @param version counts up with every change of the account's usage, and never otherwise
 * @param pendingEvents the events that are stored but not in cells
 * @param firstEventAt when the account's first event of all happened; empty without events
 * @param dimensions those that a rolled event has a value of
 * @param rolled the time within which everything lies that is in cells, perhaps with room on both sides; empty where
 *     nothing is
 * @param keptSince since when events are kept one by one; empty for ever. Of what is rolled of before there are only cells
 */
public record UsageState(
        long version,
        long pendingEvents,
        Optional<Instant> firstEventAt,
        Set<Dimension> dimensions,
        Optional<TimeRange> rolled,
        Optional<Instant> keptSince) {

    /** The state of an account of which every event is kept. */
    public UsageState(
            long version,
            long pendingEvents,
            Optional<Instant> firstEventAt,
            Set<Dimension> dimensions,
            Optional<TimeRange> rolled) {
        this(version, pendingEvents, firstEventAt, dimensions, rolled, Optional.empty());
    }

    /** {@link #rolled} where something that is rolled has values of all these dimensions; else empty. */
    public Optional<TimeRange> rolledWith(Set<Dimension> filtered) {
        return rolled.filter(range -> dimensions.containsAll(filtered));
    }
}
