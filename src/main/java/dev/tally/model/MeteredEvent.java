package dev.tally.model;

import java.time.Instant;

/**
 * What a summary needs of a stored event.
 *
 * @param projectName the project's name as this event gave it, or null
 * @param usage its measures, the money in the account's reporting currency
 */
public record MeteredEvent(Instant time, Dimensions dimensions, String projectName, Usage usage) {}
