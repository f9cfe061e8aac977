package dev.tally.bench;

import java.util.Map;
import java.util.Optional;

/**
 * One number that says something whatever the machine, because both sides of it were measured on the same one.
 *
 * @param measured what the service did, with its unit
 * @param reference what it is compared with
 * @param value the ratio, or the number itself where there is nothing to compare with
 * @param details for the file: everything the figure was computed from
 */
record Figure(
        String name,
        String measured,
        String reference,
        double value,
        Optional<Target> target,
        Map<String, Object> details) {
    /** What takes SQL seconds. */
    static final long FULL_SIZE_EVENTS = 10_000_000;

    /**
     * What a figure should be.
     *
     * @param least whether the limit is the least good value, or else the greatest
     * @param fromEvents the target holds from this size on
     */
    record Target(boolean least, double limit, long fromEvents) {
        static Optional<Target> atLeast(double limit) {
            return Optional.of(new Target(true, limit, 0));
        }

        static Optional<Target> atMost(double limit) {
            return Optional.of(new Target(false, limit, 0));
        }

        static Optional<Target> atLeastInFullSize(double limit) {
            return Optional.of(new Target(true, limit, FULL_SIZE_EVENTS));
        }

        boolean isMetBy(double value) {
            return least ? value >= limit : value <= limit;
        }

        @Override
        public String toString() {
            return (least ? "≥ " : "≤ ") + Report.plain(limit);
        }
    }

    /** Whether the target is met; empty without one, or where it is for larger sizes and not met yet. */
    Optional<Boolean> met(long events) {
        return target.flatMap(wanted -> wanted.isMetBy(value)
                ? Optional.of(true)
                : events >= wanted.fromEvents() ? Optional.of(false) : Optional.empty());
    }
}
