package dev.tally.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A half-open interval of time {@code [from, to)}.
 *
 * @param from its start; empty for "since the first event"
 */
public record Window(Optional<Instant> from, Instant to) {

    public static Window of(Instant from, Instant to) {
        return new Window(Optional.of(from), to);
    }

    public static Window until(Instant to) {
        return new Window(Optional.empty(), to);
    }

    /** Whether no instant lies in it. */
    public boolean isEmpty() {
        return from.filter(start -> !start.isBefore(to)).isPresent();
    }
}
