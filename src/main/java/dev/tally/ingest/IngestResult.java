package dev.tally.ingest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of the events of a body. Every event is counted in one of the three numbers.
 *
 * @param errors why events were rejected, in the order of the body; of very many, the first ones
 */
@Schema(
        description = "What became of the events of a body.",
        requiredProperties = {"recorded", "duplicates", "rejected", "errors"})
public record IngestResult(
        @Schema(description = "The events that were new, and are committed now.")
        long recorded,

        @Schema(description = "The events that were recorded before with the same content.")
        long duplicates,

        @Schema(description = "The events that were refused.")
        long rejected,

        @Schema(
                description =
                        "Why events were rejected, in the order of the body; by default at most 1,000 are listed.")
        List<EventError> errors) {

    public IngestResult {
        errors = List.copyOf(errors);
    }

    /** Nothing was stored, because of these. */
    static IngestResult refused(long duplicates, List<EventError> errors) {
        return new IngestResult(0, duplicates, errors.size(), errors);
    }
}
