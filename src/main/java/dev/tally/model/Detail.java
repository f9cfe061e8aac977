package dev.tally.model;

/** What an answer shows beyond sums, and what is costly enough that it is computed only where it is shown. */
public enum Detail {
    /** Percentiles of durations. */
    PERCENTILES,
    /** Counts of units of work. */
    UNITS,
    /** When the last task of each group started. */
    LAST_TASK
}
