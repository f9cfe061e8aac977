package dev.tally.model;

import java.time.Instant;

/** A half-open interval of time {@code [from, to)} that has a start; empty where {@code from} is not before {@code to}. */
public record TimeRange(Instant from, Instant to) {

    public boolean isEmpty() {
        return !from.isBefore(to);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
