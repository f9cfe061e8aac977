package dev.tally.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A half-open interval of time {@code [from, to)}.
 *
 * @param from its start; empty for "since the first event"
 */
public record Window(Optional<Instant> from, Instant to) {
    private static final long NANOS_PER_MICRO = 1000;

    public static Window of(Instant from, Instant to) {
        return new Window(Optional.of(from), to);
    }

    public static Window until(Instant to) {
        return new Window(Optional.empty(), to);
    }

    /** The last instant before its end, of those to which time is measured. */
    public Instant last() {
        return to.minusNanos(NANOS_PER_MICRO);
    }

    /** Whether no instant lies in it. */
    public boolean isEmpty() {
        return from.filter(start -> !start.isBefore(to)).isPresent();
    }
}
