package dev.tally.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-10-01,                     2026-10-01T00:00:00Z, 2026-10-02T00:00:00Z",
        "2024-02-29,                     2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
        "9999-12-31,                     9999-12-31T00:00:00Z, +10000-01-01T00:00:00Z",
        "2026-10-01T12:30:00Z,           2026-10-01T12:30:00Z, 2026-10-01T12:30:00Z",
        "2026-10-01t12:30:00z,           2026-10-01T12:30:00Z, 2026-10-01T12:30:00Z",
        "2026-10-01T12:30,               2026-10-01T12:30:00Z, 2026-10-01T12:30:00Z",
        "2026-10-01T12:30:00,            2026-10-01T12:30:00Z, 2026-10-01T12:30:00Z",
        "2026-10-01T12:30:00+05:45,      2026-10-01T06:45:00Z, 2026-10-01T06:45:00Z",
        "2026-10-01T12:30:00 05:45,      2026-10-01T06:45:00Z, 2026-10-01T06:45:00Z",
        "2026-10-01T12:30:00+0545,       2026-10-01T06:45:00Z, 2026-10-01T06:45:00Z",
        "2026-10-01t12:30:00.5 0545,     2026-10-01T06:45:00.500Z, 2026-10-01T06:45:00.500Z",
        "2026-10-01T12:30-0030,          2026-10-01T13:00:00Z, 2026-10-01T13:00:00Z",
        "2026-10-01T12:30Z,              2026-10-01T12:30:00Z, 2026-10-01T12:30:00Z",
        "2026-10-01T12:30:00.5Z,         2026-10-01T12:30:00.500Z, 2026-10-01T12:30:00.500Z",
        "2024-01-25T00:00:00.0000000Z,   2024-01-25T00:00:00Z, 2024-01-25T00:00:00Z",
        "2024-01-25T00:00:00.123456789Z, 2024-01-25T00:00:00.123456789Z, 2024-01-25T00:00:00.123456789Z",
    })
    void datesAndDateTimesOpenAndCloseWindows(String text, String start, String end) {
        assertEquals(Instant.parse(start), DateTimes.start(text));
        assertEquals(Instant.parse(end), DateTimes.end(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-02-30",
                "2026-02-30T00:00:00Z",
                "2025-02-29",
                "2026-13-01",
                "2026-10-01T24:00:00Z",
                "2026-10-01T12:60:00Z",
                "2016-12-31T23:59:60Z",
                "2026-10-01T12:30:00.Z",
                "2026-10-01T12:30:00.1234567891Z",
                "2026-10-01T12:30:00.5+00:00Z",
                "2026-10-01T12-30-00Z",
                "2026-10-01T1a:30:00Z",
                "2026-10-01T12:30:00ZZ",
                "2026-10-01T12:30:00Z trailing Z",
                "0000-12-31T23:59:59Z",
                "0000-01-01",
                "10000-01-01T00:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "-0001-01-01T00:00:00Z",
                "2026-10-01T12:30:00+19:00",
                "2026-10-01T12:30:00+1900",
                "2026-10-01T12:30:00+545",
                "2026-10-01T12:30:00+05450",
                "2026-10-01T12:30:00+0545+0545",
                "1759321800",
                "2026-10-01T12:30:00Z and then some more text",
            })
    void whatDoesNotExistIsRefused(String text) {
        assertThrows(DateTimeException.class, () -> DateTimes.start(text));
        assertThrows(DateTimeException.class, () -> DateTimes.end(text));
    }

    @Property
    void instantsAreWrittenAsTheJdkWritesThem(@ForAll("microseconds") Instant instant) {
        assertEquals(instant.toString(), DateTimes.text(instant));
        assertEquals(instant, DateTimes.start(DateTimes.text(instant)));
    }

    @Provide
    Arbitrary<Instant> microseconds() {
        return Arbitraries.oneOf(
                        Arbitraries.of(0L), Arbitraries.longs().between(0, 999_999), Arbitraries.of(1_000L, 999_000L))
                .flatMap(micros -> Arbitraries.longs()
                        .between(
                                Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(),
                                Instant.parse("9999-12-31T23:59:59Z").getEpochSecond())
                        .map(second -> Instant.ofEpochSecond(second, 1_000 * micros)));
    }
}
