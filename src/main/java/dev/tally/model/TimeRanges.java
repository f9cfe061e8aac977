package dev.tally.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Several ranges of time as one set of instants.
 *
 * @param ranges in order of time, none empty, none touching another
 */
public record TimeRanges(List<TimeRange> ranges) {

    public static final TimeRanges NONE = new TimeRanges(List.of());

    public TimeRanges {
        ranges = List.copyOf(ranges);
    }

    /** Every instant that is in one of {@code ranges}, which may come in any order and overlap. */
    public static TimeRanges union(Collection<TimeRange> ranges) {
        List<TimeRange> merged = new ArrayList<>();
        ranges.stream()
                .filter(range -> !range.isEmpty())
                .sorted(Comparator.comparing(TimeRange::from))
                .forEach(range -> append(merged, range));
        return new TimeRanges(merged);
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public boolean contains(Instant instant) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).to().isAfter(instant)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low < ranges.size() && ranges.get(low).contains(instant);
    }

    /** The instants that are in these ranges and not in the others. */
    public TimeRanges without(TimeRanges others) {
        List<TimeRange> rest = new ArrayList<>();
        for (TimeRange range : ranges) {
            Instant from = range.from();
            for (TimeRange other : others.ranges) {
                rest.add(new TimeRange(from, earlier(other.from(), range.to())));
                from = later(from, other.to());
            }
            rest.add(new TimeRange(from, range.to()));
        }
        return union(rest);
    }

    /** The instants that are in these ranges and in the others, of which there had better be few. */
    public TimeRanges within(TimeRanges others) {
        return others.without(others.without(this));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static void append(List<TimeRange> merged, TimeRange range) {
        int last = merged.size() - 1;
        if (last < 0 || merged.get(last).to().isBefore(range.from())) {
            merged.add(range);
        } else if (merged.get(last).to().isBefore(range.to())) {
            merged.set(last, new TimeRange(merged.get(last).from(), range.to()));
        }
    }
}
