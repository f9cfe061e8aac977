package dev.tally.model;

import java.time.Instant;

/**
 * What one event says of a unit of work that it belongs to.
 *
 * @param status the unit's status as of the event's time, or null where the event says none
 * @param startedAt when the unit started, or null where the event does not say
 */
public record UnitMention(UnitKind kind, String id, String status, Instant startedAt) {}
