package dev.tally.model;

import java.util.List;
import java.util.Optional;

/**
 * One way of dividing a window's events into groups: by dimensions, by calendar bucket, by both, or not at all.
 *
 * @param dimensions what groups are told apart by, in the order of {@link GroupKey#values()}
 * @param granularity the width of the buckets, or empty for one group over the whole window
 */
public record Breakdown(List<Dimension> dimensions, Optional<Granularity> granularity) {

    /** Everything in one group. */
    public static final Breakdown TOTAL = by();

    public Breakdown {
        dimensions = List.copyOf(dimensions);
    }

    public static Breakdown by(Dimension... dimensions) {
        return new Breakdown(List.of(dimensions), Optional.empty());
    }

    public static Breakdown by(List<Dimension> dimensions) {
        return new Breakdown(dimensions, Optional.empty());
    }

    /** The same groups, told apart by calendar bucket as well. */
    public Breakdown per(Granularity granularity) {
        return new Breakdown(dimensions, Optional.of(granularity));
    }
}
