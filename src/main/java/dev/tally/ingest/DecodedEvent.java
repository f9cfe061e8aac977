package dev.tally.ingest;

import dev.tally.model.UsageEvent;

/** What became of one event of a body. */
sealed interface DecodedEvent {
    /** A valid event, at its position in the body. */
    record Valid(long index, UsageEvent event) implements DecodedEvent {
        EventError refused(String field, ErrorCode code, String message) {
            return new EventError(index, event.id(), field, code, message);
        }
    }

    /** One that was refused before it came to the store. */
    record Refused(EventError error) implements DecodedEvent {}
}
