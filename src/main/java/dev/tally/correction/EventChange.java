package dev.tally.correction;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry of the audit trail: what somebody did to an event.
 *
 * @param at the service's clock
 * @param before the event as it was stored, as JSON
 * @param after the event as it is stored since; empty where it was voided
 */
public record EventChange(String eventId, Instant at, Author author, String before, Optional<String> after) {

    /** What was done. */
    public enum Action {
        VOID,
        CORRECT
    }

    public Action action() {
        return after.isPresent() ? Action.CORRECT : Action.VOID;
    }
}
