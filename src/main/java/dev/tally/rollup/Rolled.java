package dev.tally.rollup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was rolled.
 *
 * @param events the events that are in cells now
 * @param units the units of work that cells count as what they are now
 * @param cells the cells that were made, changed or deleted for that
 */
@Schema(name = "Rolled")
public record Rolled(
        @Schema(required = true) long events,
        @Schema(required = true) long units,
        @Schema(required = true) long cells) {

    static final Rolled NOTHING = new Rolled(0, 0, 0);

    public Rolled plus(Rolled other) {
        return new Rolled(events + other.events, units + other.units, cells + other.cells);
    }

    @JsonIgnore
    public boolean isNothing() {
        return equals(NOTHING);
    }
}
