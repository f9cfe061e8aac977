package dev.tally.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.model.Granularity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the zone's clocks do, buckets tile the time line. */
class CalendarBucketsPropertyTest {
    private static final Instant FROM = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2037-12-31T23:59:59Z");

    @Property(tries = 2000)
    void aBucketStartsAtOrBeforeItsInstantsAndIsTheirOwn(
            @ForAll("zones") ZoneId zone, @ForAll Granularity width, @ForAll("instants") Instant instant) {
        CalendarBuckets calendar = new CalendarBuckets(zone);

        Instant start = calendar.startOf(width, instant);

        assertFalse(start.isAfter(instant));
        assertEquals(start, calendar.startOf(width, start));
        assertTrue(Duration.between(start, instant).compareTo(longest(width)) < 0);
    }

    @Property(tries = 2000)
    void laterInstantsLieInLaterBuckets(
            @ForAll("zones") ZoneId zone,
            @ForAll Granularity width,
            @ForAll("instants") Instant one,
            @ForAll("instants") Instant other) {
        CalendarBuckets calendar = new CalendarBuckets(zone);
        Instant earlier = one.isBefore(other) ? one : other;
        Instant later = one.isBefore(other) ? other : one;

        assertFalse(calendar.startOf(width, earlier).isAfter(calendar.startOf(width, later)));
    }

    @Property(tries = 2000)
    void finerBucketsNeverStraddleCoarserOnes(@ForAll("zones") ZoneId zone, @ForAll("instants") Instant instant) {
        CalendarBuckets calendar = new CalendarBuckets(zone);
        Instant hour = calendar.startOf(Granularity.HOUR, instant);
        Instant day = calendar.startOf(Granularity.DAY, instant);

        assertEquals(hour, calendar.startOf(Granularity.HOUR, calendar.startOf(Granularity.QUARTER_HOUR, instant)));
        assertEquals(
                calendar.startOf(Granularity.MONTH, instant), calendar.startOf(Granularity.MONTH, day), "day in month");
        assertEquals(
                calendar.startOf(Granularity.WEEK, instant), calendar.startOf(Granularity.WEEK, day), "day in week");
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(ZoneId.getAvailableZoneIds()).map(ZoneId::of);
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(FROM.getEpochSecond(), TO.getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    /** With room for clocks that are set back while the bucket lasts, and for Samoa's and the Philippines' long days. */
    private static Duration longest(Granularity width) {
        return switch (width) {
            case QUARTER_HOUR -> Duration.ofMinutes(15);
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofDays(2);
            case WEEK -> Duration.ofDays(8);
            case MONTH -> Duration.ofDays(32);
        };
    }
}
