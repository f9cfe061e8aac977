package dev.tally.query;

import dev.tally.aggregate.CalendarBuckets;
import dev.tally.model.Grain;
import dev.tally.model.Granularity;
import dev.tally.model.TimeRange;
import dev.tally.query.Plan.CellRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fills a range of time with buckets of cells none of which lies in two calendar buckets of a time zone.
 *
 * @param width of the calendar buckets
 * @param zone whose calendar it is
 * @param grains of the cells, finest first
 */
record CalendarFill(Granularity width, ZoneId zone, List<Grain> grains) {
    static final Grain COARSEST = Grain.ALL.get(Grain.ALL.size() - 1);

    private static final long DAY_SECONDS = 86_400;
    private static final long HOUR_SECONDS = 3_600;
    private static final long QUARTER_SECONDS = 900;

    /** Filling so many calendar buckets one by one still costs nothing; more happen in windows of decades only. */
    private static final int MOST_CALENDAR_BUCKETS = 1000;

    /** In order of time. */
    List<CellRange> fill(TimeRange range) {
        Optional<Grain> coarsest = coarsestFitting(range);
        List<Grain> fitting = grains.stream()
                .filter(grain ->
                        coarsest.filter(widest -> grain.compareTo(widest) <= 0).isPresent())
                .toList();
        boolean hasParts = width == Granularity.WEEK || width == Granularity.MONTH;
        boolean fillsCoarsest =
                fitting.contains(COARSEST) || (fitting.contains(Grain.DAY) && width == Granularity.WEEK);
        if (!fitting.isEmpty() && (!hasParts || fillsCoarsest)) {
            return new GrainFill(fitting).fill(range);
        }
        return calendarBuckets(range).map(this::fillEach).orElseGet(() -> new GrainFill(fitting).fill(range));
    }

    private List<CellRange> fillEach(List<TimeRange> calendarBuckets) {
        List<CellRange> filled = new ArrayList<>();
        calendarBuckets.forEach(bucket -> filled.addAll(new GrainFill(grains).fill(bucket)));
        return filled;
    }

    /** The coarsest grain that fits into every calendar bucket; empty where none does. */
    private Optional<Grain> coarsestFitting(TimeRange range) {
        Optional<Grain> offsets = coarsestOf(range);
        return offsets.map(grain -> switch (width) {
            case QUARTER_HOUR -> Grain.QUARTER_HOUR;
            case HOUR -> min(grain, Grain.HOUR);
            case DAY, WEEK -> min(grain, Grain.DAY);
            case MONTH -> grain;
        });
    }

    /** The coarsest grain at whose boundaries all the zone's days and changes of its clocks lie. */
    private Optional<Grain> coarsestOf(TimeRange range) {
        ZoneRules rules = zone.getRules();
        // A day is longer than any change of clocks: what interrupts the first bucket is seen.
        Instant at = range.from().minus(Duration.ofDays(2));
        long step = stepOf(rules.getOffset(at).getTotalSeconds());
        for (ZoneOffsetTransition change = rules.nextTransition(at);
                change != null && !change.getInstant().isAfter(range.to());
                change = rules.nextTransition(change.getInstant())) {
            step = Math.min(step, stepOf(change.getOffsetAfter().getTotalSeconds()));
            step = Math.min(step, stepOf(change.getInstant().getEpochSecond()));
        }
        return grainOf(step);
    }

    private static long stepOf(long seconds) {
        for (long step : new long[] {DAY_SECONDS, HOUR_SECONDS, QUARTER_SECONDS}) {
            if (seconds % step == 0) {
                return step;
            }
        }
        return 1;
    }

    private static Optional<Grain> grainOf(long step) {
        if (step == DAY_SECONDS) {
            return Optional.of(COARSEST);
        }
        if (step == HOUR_SECONDS) {
            return Optional.of(Grain.HOUR);
        }
        return step == QUARTER_SECONDS ? Optional.of(Grain.QUARTER_HOUR) : Optional.empty();
    }

    /** The calendar buckets of a range, the first and the last cut off at its ends; empty where there are very many. */
    private Optional<List<TimeRange>> calendarBuckets(TimeRange range) {
        CalendarBuckets calendar = new CalendarBuckets(zone);
        List<TimeRange> buckets = new ArrayList<>();
        Instant from = range.from();
        while (from.isBefore(range.to())) {
            if (buckets.size() == MOST_CALENDAR_BUCKETS) {
                return Optional.empty();
            }
            Instant next = calendar.endOf(width, from);
            Instant to = next.isBefore(range.to()) ? next : range.to();
            buckets.add(new TimeRange(from, to));
            from = to;
        }
        return Optional.of(buckets);
    }

    private static Grain min(Grain one, Grain other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
