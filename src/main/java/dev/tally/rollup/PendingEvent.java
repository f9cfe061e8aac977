package dev.tally.rollup;

import dev.tally.ingest.PricedEvent;
import dev.tally.model.MeteredEvent;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitMention;
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

    /** An event as it is read once it is stored. */
    static PendingEvent of(PricedEvent stored) {
        List<UnitMention> units = stored.event().units();
        return new PendingEvent(stored.metered(), units.isEmpty() ? List.of() : counted(units));
    }

    private static List<UnitName> counted(List<UnitMention> units) {
        return units.stream()
                .filter(unit -> unit.kind() != UnitKind.RUN)
                .map(unit -> new UnitName(unit.kind(), unit.id()))
                .toList();
    }
}
