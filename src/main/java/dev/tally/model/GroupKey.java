package dev.tally.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Which group of a {@link Breakdown} this is.
 *
 * @param bucketStart when its calendar bucket starts; empty where the breakdown has no granularity
 * @param values one value for each of the breakdown's dimensions; null where the events have none
 */
public record GroupKey(Optional<Instant> bucketStart, List<String> values) {

    /** The only group of {@link Breakdown#TOTAL}. */
    public static final GroupKey TOTAL = of();

    public GroupKey {
        values = Collections.unmodifiableList(values);
    }

    public static GroupKey of(String... values) {
        return new GroupKey(Optional.empty(), Arrays.asList(values));
    }

    /** The value of the first dimension, or null. */
    public String value() {
        return values.get(0);
    }
}
