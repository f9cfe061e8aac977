package dev.tally.rollup;

/**
 * What one transaction rolled.
 *
 * @param earlyEvents how many of the events were not read
 * @param isLast whether nothing was left that had been pending when it began
 */
record RollStep(Rolled rolled, long earlyEvents, boolean isLast) {}
