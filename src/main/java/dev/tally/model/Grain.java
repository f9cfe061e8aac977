package dev.tally.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The width of the time bucket of a cell, in UTC; the declaration of all that there are, finest first. The buckets of each
 * tile those of the next.
 */
public enum Grain {
    QUARTER_HOUR(0),
    HOUR(1),
    DAY(2),
    MONTH(3);

    private static final long QUARTER_SECONDS = Duration.ofMinutes(15).toSeconds();
    private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();

    /** Finest first. */
    public static final List<Grain> ALL = List.of(values());

    private final short id;

    Grain(int id) {
        this.id = (short) id;
    }

    /** The number that stands for this grain in storage: it never changes. */
    public short id() {
        return id;
    }

    /** The start of the bucket that holds {@code instant}. */
    public Instant startOf(Instant instant) {
        return switch (this) {
            case QUARTER_HOUR, HOUR -> Instant.ofEpochSecond(startOf(instant.getEpochSecond()));
            case DAY -> instant.truncatedTo(ChronoUnit.DAYS);
            case MONTH ->
                instant.atOffset(ZoneOffset.UTC)
                        .withDayOfMonth(1)
                        .truncatedTo(ChronoUnit.DAYS)
                        .toInstant();
        };
    }

    /** The start of the bucket that holds a second; both are counted from 1970. */
    public long startOf(long second) {
        return switch (this) {
            case QUARTER_HOUR -> second - Math.floorMod(second, QUARTER_SECONDS);
            case HOUR -> second - Math.floorMod(second, HOUR_SECONDS);
            case DAY, MONTH -> startOf(Instant.ofEpochSecond(second)).getEpochSecond();
        };
    }

    /** The first start of a bucket at or after {@code instant}. */
    public Instant nextStart(Instant instant) {
        Instant start = startOf(instant);
        return start.equals(instant) ? start : endOf(start);
    }

    /** Where the bucket that starts at {@code start} ends. */
    public Instant endOf(Instant start) {
        return switch (this) {
            case QUARTER_HOUR -> start.plusSeconds(QUARTER_SECONDS);
            case HOUR -> start.plus(1, ChronoUnit.HOURS);
            case DAY -> start.plus(1, ChronoUnit.DAYS);
            case MONTH -> start.atOffset(ZoneOffset.UTC).plusMonths(1).toInstant();
        };
    }
}
