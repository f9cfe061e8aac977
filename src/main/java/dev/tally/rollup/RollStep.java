package dev.tally.rollup;

/**
 * What one transaction rolled.
 *
 * @param isLast whether nothing was left that had been pending when it began
 */
record RollStep(Rolled rolled, boolean isLast) {}
