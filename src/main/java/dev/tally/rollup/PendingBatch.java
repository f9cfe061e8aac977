package dev.tally.rollup;

/**
 * Events that were stored together and that no cell counts yet.
 *
 * @param events how many
 */
public record PendingBatch(long id, int events) {}
