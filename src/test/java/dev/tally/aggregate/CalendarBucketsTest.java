package dev.tally.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.model.Granularity;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarBucketsTest {
    private static final Instant FIRST = Instant.parse("1800-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2030-01-01T00:00:00Z");
    private static final long[] SECONDS_FROM_A_CHANGE = {-90_000, -3600, -60, -1, 0, 1, 60, 3540, 3600, 90_000};

    @ParameterizedTest(name = "{0} {1}: {2} lies in the bucket from {3}")
    @CsvSource({
        "UTC,              HOUR,         2026-05-01T10:59:59.999999Z, 2026-05-01T10:00:00Z",
        "UTC,              QUARTER_HOUR, 2026-05-01T10:59:59.999999Z, 2026-05-01T10:45:00Z",
        "UTC,              DAY,          2026-05-01T00:00:00Z,        2026-05-01T00:00:00Z",
        // 2026-05-01 is a Friday, 2026-05-03 a Sunday.
        "UTC,              WEEK,         2026-05-03T23:59:59Z,        2026-04-27T00:00:00Z",
        "UTC,              MONTH,        2026-05-31T23:59:59Z,        2026-05-01T00:00:00Z",
        // The US spring forward on 2026-03-08 at 02:00, from -05:00 to -04:00.
        "America/New_York, HOUR,         2026-03-08T03:30:00-04:00,   2026-03-08T03:00:00-04:00",
        "America/New_York, DAY,          2026-03-08T23:30:00-04:00,   2026-03-08T00:00:00-05:00",
        "America/New_York, MONTH,        2026-03-31T23:30:00-04:00,   2026-03-01T00:00:00-05:00",
        // and fall back on 2026-11-01 at 02:00: the hour from 01:00 comes twice and is two buckets.
        "America/New_York, HOUR,         2026-11-01T01:30:00-04:00,   2026-11-01T01:00:00-04:00",
        "America/New_York, HOUR,         2026-11-01T01:30:00-05:00,   2026-11-01T01:00:00-05:00",
        "Asia/Kolkata,     HOUR,         2026-05-01T10:29:00+05:30,   2026-05-01T10:00:00+05:30",
        "Asia/Kathmandu,   QUARTER_HOUR, 2026-05-01T10:29:00+05:45,   2026-05-01T10:15:00+05:45",
        "Asia/Kathmandu,   DAY,          2026-05-01T05:44:00+05:45,   2026-05-01T00:00:00+05:45",
        // Samoa skipped 2011-12-30 when it crossed the date line.
        "Pacific/Apia,     DAY,          2011-12-31T00:00:00+14:00,   2011-12-31T00:00:00+14:00",
        "Pacific/Apia,     DAY,          2011-12-29T23:59:59-10:00,   2011-12-29T00:00:00-10:00",
        // Lord Howe's clocks fall back by half an hour, at 02:00 to 01:30: the change ends a bucket.
        "Australia/Lord_Howe, HOUR,      2026-04-05T01:45:00+11:00,   2026-04-05T01:00:00+11:00",
        "Australia/Lord_Howe, HOUR,      2026-04-05T01:45:00+10:30,   2026-04-05T01:30:00+10:30",
        // Newfoundland's fell back from 00:01 to 23:01: that day began with the second of its midnights.
        "America/St_Johns, DAY,          2000-10-29T00:00:30-02:30,   2000-10-28T00:00:00-02:30",
        "America/St_Johns, DAY,          2000-10-28T23:59:59-03:30,   2000-10-28T00:00:00-02:30",
        "America/St_Johns, DAY,          2000-10-29T00:00:00-03:30,   2000-10-29T00:00:00-03:30",
        // Cuba's fall back from 01:00 to 00:00, and stay within the day: it began with the first.
        "America/Havana,   DAY,          2025-11-02T00:30:00-04:00,   2025-11-02T00:00:00-04:00",
        "America/Havana,   DAY,          2025-11-02T00:30:00-05:00,   2025-11-02T00:00:00-04:00",
    })
    void bucketsFollowTheZonesClocks(String zone, Granularity width, String instant, String start) {
        Instant found = new CalendarBuckets(ZoneId.of(zone)).startOf(width, at(instant));

        assertEquals(at(start), found);
    }

    /** Around every change of every zone's clocks that is known, and everywhere else by chance in the property test. */
    @Test
    void aBucketEndsWhereTheNextBegins() {
        for (ZoneId zone : zonesWithDifferentRules()) {
            CalendarBuckets calendar = new CalendarBuckets(zone);
            ZoneOffsetTransition change = zone.getRules().nextTransition(FIRST);
            while (change != null && change.getInstant().isBefore(LAST)) {
                for (long seconds : SECONDS_FROM_A_CHANGE) {
                    requireTiles(calendar, zone, change.getInstant().plusSeconds(seconds));
                }
                change = zone.getRules().nextTransition(change.getInstant());
            }
        }
    }

    private static void requireTiles(CalendarBuckets calendar, ZoneId zone, Instant instant) {
        for (Granularity width : Granularity.values()) {
            Instant start = calendar.startOf(width, instant);
            Instant end = calendar.endOf(width, instant);
            String what = zone + " " + width + " " + instant;
            assertFalse(start.isAfter(instant), what);
            assertTrue(instant.isBefore(end), what);
            assertEquals(start, calendar.startOf(width, start), what);
            assertEquals(end, calendar.endOf(width, start), what);
            assertEquals(end, calendar.startOf(width, end), what);
            assertEquals(start, calendar.startOf(width, end.minusNanos(1000)), what);
        }
    }

    private static Collection<ZoneId> zonesWithDifferentRules() {
        Map<ZoneRules, ZoneId> zones = new HashMap<>();
        ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .map(ZoneId::of)
                .forEach(zone -> zones.put(zone.getRules(), zone));
        return zones.values();
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
