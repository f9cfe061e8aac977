package dev.tally.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One LLM or agent call, as its sender described it. Its identity is the account and {@code id}.
 *
 * @param time when the call happened, to the microsecond
 * @param timeAssigned whether {@code time} is the server's, because the sender gave none
 * @param projectName the name of the project {@link Dimensions#projectId()}, or null
 * @param units the units of work that the event belongs to, each kind at most once
 * @param usage its measures; the money in them is in {@code currency}
 * @param currency the ISO 4217 code of the event's money, or null for the account's
 * @param metadata the sender's own labels, kept as they are
 */
public record UsageEvent(
        String id,
        Instant time,
        boolean timeAssigned,
        Dimensions dimensions,
        String projectName,
        List<UnitMention> units,
        Usage usage,
        String currency,
        Map<String, String> metadata) {

    public UsageEvent {
        units = List.copyOf(units);
        metadata = Map.copyOf(metadata);
    }

    /** The same event, sent the other way: with its time if it was sent without one, or without. */
    public UsageEvent withTimeAssigned(boolean assigned) {
        return new UsageEvent(id, time, assigned, dimensions, projectName, units, usage, currency, metadata);
    }

    /** The same event at another time. */
    public UsageEvent at(Instant otherTime) {
        return new UsageEvent(id, otherTime, timeAssigned, dimensions, projectName, units, usage, currency, metadata);
    }
}
