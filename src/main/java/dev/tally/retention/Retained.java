package dev.tally.retention;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a run did.
 *
 * @param keptSince since when events are kept one by one; null for ever
 * @param dropped the tables of the months that are gone since
 * @param waiting those that are still used, and left to the next run
 */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Retained")
public record Retained(
        @Schema(
                required = true,
                nullable = true,
                description = "Since when events are kept one by one, not just added up; null for ever.")
        Instant keptSince,

        @Schema(required = true, description = "The tables of the months that were dropped.")
        List<String> dropped,

        @Schema(required = true, description = "Those that are still being used; the next run drops them.")
        List<String> waiting) {

    static final Retained EVERYTHING = new Retained(null, List.of(), List.of());

    public Retained {
        dropped = List.copyOf(dropped);
        waiting = List.copyOf(waiting);
    }
}
