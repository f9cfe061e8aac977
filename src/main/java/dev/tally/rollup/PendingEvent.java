package dev.tally.rollup;

import dev.tally.model.MeteredEvent;
import dev.tally.model.UnitName;
import java.util.List;

/**
 * An event of a pending batch.
 *
 * @param units that it belongs to, of the kinds that summaries count
 */
public record PendingEvent(MeteredEvent event, List<UnitName> units) {
    public PendingEvent {
        units = List.copyOf(units);
    }
}
