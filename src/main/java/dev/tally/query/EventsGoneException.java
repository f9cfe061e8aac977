package dev.tally.query;

import java.time.Instant;

/** An answer needs events of a time of which only cells are kept. */
final class EventsGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Instant keptSince;

    /** @param keptSince since when events are kept */
    EventsGoneException(Instant keptSince) {
        super("events before " + keptSince);
        this.keptSince = keptSince;
    }

    Instant keptSince() {
        return keptSince;
    }
}
