package dev.tally.ingest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The first thing that is wrong with an event that was refused.
 *
 * @param index the event's position in the body, from 0; blank lines are not counted
 * @param id the event's id, or null where it has no valid one
 * @param field the field at fault, or null where no single one is
 */
@Schema(
        description = "The first thing that is wrong with an event that was refused.",
        requiredProperties = {"index", "id", "field", "code", "message"})
public record EventError(
        @Schema(description = "The event's position in the body, from 0; blank lines are not counted.")
        long index,

        @Schema(description = "The event's id, or null where it has no valid one.", nullable = true)
        String id,

        @Schema(description = "The field at fault, or null where no single one is.", nullable = true)
        String field,

        ErrorCode code,
        @Schema(description = "What is wrong, in words.") String message) {

    /** An event from before the time since which events are kept. */
    static EventError tooOld(long index, String id, Instant keptSince) {
        return new EventError(
                index,
                id,
                EventField.TIME.fieldName(),
                ErrorCode.TOO_OLD,
                "'time' is before " + keptSince + ": older events are kept only added up, and none can be added");
    }
}
