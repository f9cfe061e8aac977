package dev.tally.correction;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What became of a correction.
 *
 * @param changed false where the event said the same already
 */
@Schema(name = "Corrected")
public record Corrected(
        @Schema(required = true, description = "False where the event said the same already.")
        boolean changed) {}
