package dev.tally.rollup;

import java.time.Instant;

/**
 * Events that were stored together and that no cell counts yet.
 *
 * @param events how many
 * @param storedAt to the microsecond
 */
public record PendingBatch(long id, int events, Instant storedAt) {}
