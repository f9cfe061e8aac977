package dev.tally.aggregate;

import dev.tally.model.Granularity;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The calendar of one time zone: to which bucket an instant belongs.
 *
 * <p>Buckets tile the time line whatever the zone's clocks do. An hour that the clocks repeat is two buckets; where they
 * change within an hour, the bucket that the change interrupts ends there and another begins. A day begins at the last of its
 * midnights, if its clocks went back to the day before.
 */
public final class CalendarBuckets {
    private static final int MINUTES_PER_QUARTER = 15;

    private final ZoneId zone;
    private final ZoneRules rules;

    public CalendarBuckets(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
    }

    /** The start of the bucket that holds {@code instant}, both UTC. */
    public Instant startOf(Granularity granularity, Instant instant) {
        return switch (granularity) {
            case QUARTER_HOUR -> clockStart(instant, MINUTES_PER_QUARTER);
            case HOUR -> clockStart(instant, 60);
            case DAY -> dayStart(dayOf(instant));
            case WEEK -> dayStart(dayOf(instant).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MONTH -> dayStart(dayOf(instant).withDayOfMonth(1));
        };
    }

    /** Where the bucket ends that holds {@code instant}, both UTC. */
    public Instant endOf(Granularity granularity, Instant instant) {
        return switch (granularity) {
            case QUARTER_HOUR -> clockEnd(instant, MINUTES_PER_QUARTER);
            case HOUR -> clockEnd(instant, 60);
            case DAY -> dayStart(dayOf(instant).plusDays(1));
            case WEEK -> dayStart(dayOf(instant).with(TemporalAdjusters.next(DayOfWeek.MONDAY)));
            case MONTH -> dayStart(dayOf(instant).withDayOfMonth(1).plusMonths(1));
        };
    }

    /** The zone's date at {@code instant}. */
    public LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone);
    }

    /** The day that has begun: where clocks show a date before it begins for good, it is still the day before. */
    private LocalDate dayOf(Instant instant) {
        LocalDate date = dateOf(instant);
        return rules.isFixedOffset() || !dayStart(date).isAfter(instant) ? date : date.minusDays(1);
    }

    private Instant dayStart(LocalDate date) {
        ZonedDateTime start = date.atStartOfDay(zone);
        return returnsToTheDayBefore(date) ? start.withLaterOffsetAtOverlap().toInstant() : start.toInstant();
    }

    /** Newfoundland's clocks went back from 00:01 to 23:01: midnight came twice. */
    private boolean returnsToTheDayBefore(LocalDate date) {
        ZoneOffsetTransition change = rules.isFixedOffset() ? null : rules.getTransition(date.atStartOfDay());
        return change != null
                && change.isOverlap()
                && change.getDateTimeAfter().toLocalDate().isBefore(date);
    }

    private Instant clockStart(Instant instant, int minutes) {
        ZoneOffset offset = rules.getOffset(instant);
        LocalDateTime local = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, offset);
        Instant start = local.truncatedTo(ChronoUnit.HOURS)
                .plusMinutes(local.getMinute() - local.getMinute() % minutes)
                .toInstant(offset);
        return rules.isFixedOffset() ? start : notBeforeLastChange(start, instant);
    }

    private Instant clockEnd(Instant instant, int minutes) {
        ZoneOffset offset = rules.getOffset(instant);
        LocalDateTime local = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, offset);
        Instant end = local.truncatedTo(ChronoUnit.HOURS)
                .plusMinutes(local.getMinute() - local.getMinute() % minutes + minutes)
                .toInstant(offset);
        ZoneOffsetTransition change = rules.isFixedOffset() ? null : rules.nextTransition(instant);
        return change != null && change.getInstant().isBefore(end) ? change.getInstant() : end;
    }

    private Instant notBeforeLastChange(Instant start, Instant instant) {
        ZoneOffsetTransition change = rules.previousTransition(instant.plusNanos(1));
        return change != null && change.getInstant().isAfter(start) ? change.getInstant() : start;
    }
}
