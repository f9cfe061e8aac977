package dev.tally.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    public static final List<Dimension> ALL = List.of(values());

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

    /** The dimensions that a number of {@link #bits} stands for. */
    public static Set<Dimension> ofBits(int bits) {
        Set<Dimension> dimensions = EnumSet.allOf(Dimension.class);
        dimensions.removeIf(dimension -> (bits & dimension.bit) == 0);
        return dimensions;
    }

    /** A number that stands for several dimensions, which is stored: it never changes. */
    public static short bits(Collection<Dimension> dimensions) {
        int bits = 0;
        for (Dimension dimension : dimensions) {
            bits |= dimension.bit;
        }
        return (short) bits;
    }

    public static Optional<Dimension> ofField(String field) {
        return Arrays.stream(values()).filter(d -> d.field.equals(field)).findFirst();
    }
}
