package dev.tally.model;

import java.util.Locale;

/** The width of the calendar buckets that a series is cut into. Weeks start on Monday, as in ISO 8601. */
public enum Granularity {
    QUARTER_HOUR,
    HOUR,
    DAY,
    WEEK,
    MONTH;

    /** The name that parameters and answers use, such as {@code quarter_hour}. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }
}
