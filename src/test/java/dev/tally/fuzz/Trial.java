package dev.tally.fuzz;

import java.util.List;

/**
 * One request, and what must come of it.
 *
 * @param what is odd about it, in words
 * @param events that it posts, or the one that it puts in another's place; empty for other requests
 */
record Trial(String what, Operation operation, Request request, Expected expected, List<SentEvent> events) {
    Trial {
        events = List.copyOf(events);
    }

    @Override
    public String toString() {
        return operation.id() + ", " + what + ", must be " + expected + ": " + request;
    }
}
