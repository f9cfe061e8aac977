package dev.tally.model;

import java.util.Arrays;
import java.util.Optional;

/** What an event can be grouped or filtered by. */
public enum Dimension {
    MODEL("model", 1),
    PROVIDER("provider", 2),
    OPERATION("operation", 4),
    PROJECT("project_id", 8),
    EMAIL("email", 16),
    WORK_ORDER("work_order_id", 32),
    RUN("run_id", 64),
    PROFILE("profile", 128);

    private final String field;
    private final int bit;

    Dimension(String field, int bit) {
        this.field = field;
        this.bit = bit;
    }

    /** The name of the event's field, of the query's parameter and of the column that hold this dimension. */
    public String field() {
        return field;
    }

    /** What stands for this dimension in the number of a {@link Facet}, which is stored: it never changes. */
    int bit() {
        return bit;
    }

    public static Optional<Dimension> ofField(String field) {
        return Arrays.stream(values()).filter(d -> d.field.equals(field)).findFirst();
    }
}
