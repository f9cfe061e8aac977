package dev.tally.model;

import java.util.Arrays;
import java.util.Optional;

/** What an event can be grouped or filtered by. */
public enum Dimension {
    MODEL("model"),
    PROVIDER("provider"),
    OPERATION("operation"),
    PROJECT("project_id"),
    EMAIL("email"),
    WORK_ORDER("work_order_id"),
    RUN("run_id"),
    PROFILE("profile");

    private final String field;

    Dimension(String field) {
        this.field = field;
    }

    /** The name of the event's field, of the query's parameter and of the column that hold this dimension. */
    public String field() {
        return field;
    }

    public static Optional<Dimension> ofField(String field) {
        return Arrays.stream(values()).filter(d -> d.field.equals(field)).findFirst();
    }
}
