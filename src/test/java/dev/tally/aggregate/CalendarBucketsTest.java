package dev.tally.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.model.Granularity;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarBucketsTest {
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
    })
    void bucketsFollowTheZonesClocks(String zone, Granularity width, String instant, String start) {
        Instant found = new CalendarBuckets(ZoneId.of(zone)).startOf(width, at(instant));

        assertEquals(at(start), found);
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
