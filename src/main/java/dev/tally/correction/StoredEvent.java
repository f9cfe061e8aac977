package dev.tally.correction;

import dev.tally.model.Dimensions;
import dev.tally.model.UnitKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a correction needs to know of a stored event.
 *
 * @param batch the batch that it came with
 * @param pending whether that is still to be rolled
 * @param byok whether the call ran on the customer's own provider key
 * @param units the ids of the units of work that the event belongs to
 * @param content the event as JSON
 */
public record StoredEvent(
        String id,
        Instant time,
        long batch,
        boolean pending,
        Dimensions dimensions,
        boolean byok,
        Map<UnitKind, String> units,
        String content) {

    public StoredEvent {
        Map<UnitKind, String> sorted = new EnumMap<>(UnitKind.class);
        sorted.putAll(units);
        units = Map.copyOf(sorted);
    }
}
