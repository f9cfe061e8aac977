package dev.tally.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrainTest {
    @Test
    void whatIsStoredKeepsItsNumber() {
        assertEquals(
                List.of("QUARTER_HOUR=0", "HOUR=1", "DAY=2", "MONTH=3"),
                Arrays.stream(Grain.values())
                        .map(grain -> grain + "=" + grain.id())
                        .toList());
    }

    @ParameterizedTest(name = "{0}: {1} lies in [{2}, {3})")
    @CsvSource({
        "QUARTER_HOUR, 2026-05-01T10:14:59.999999Z, 2026-05-01T10:00:00Z, 2026-05-01T10:15:00Z",
        "QUARTER_HOUR, 2026-05-01T10:15:00Z,        2026-05-01T10:15:00Z, 2026-05-01T10:30:00Z",
        "HOUR,         2026-05-01T10:59:59.999999Z, 2026-05-01T10:00:00Z, 2026-05-01T11:00:00Z",
        "DAY,          2026-05-01T23:59:59Z,        2026-05-01T00:00:00Z, 2026-05-02T00:00:00Z",
        "MONTH,        2024-02-29T12:00:00Z,        2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
        "MONTH,        2026-12-31T23:59:59Z,        2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
        // Before 1970, and at both ends of the years that events may have.
        "QUARTER_HOUR, 1969-12-31T23:59:59.999999Z, 1969-12-31T23:45:00Z, 1970-01-01T00:00:00Z",
        "HOUR,         0001-01-01T00:30:00Z,        0001-01-01T00:00:00Z, 0001-01-01T01:00:00Z",
        "DAY,          0001-01-01T00:30:00Z,        0001-01-01T00:00:00Z, 0001-01-02T00:00:00Z",
        "MONTH,        9999-12-31T23:59:59Z,        9999-12-01T00:00:00Z, +10000-01-01T00:00:00Z",
    })
    void aBucketHoldsItsInstants(Grain grain, Instant instant, Instant start, Instant end) {
        assertEquals(start, grain.startOf(instant));
        assertEquals(end, grain.endOf(start));
        assertEquals(instant.equals(start) ? start : end, grain.nextStart(instant));
    }

    @Property
    void bucketsTileTheTimeLine(@ForAll Grain grain, @ForAll("instants") Instant instant) {
        Instant start = grain.startOf(instant);
        Instant end = grain.endOf(start);

        assertFalse(start.isAfter(instant));
        assertTrue(instant.isBefore(end));
        assertEquals(start, grain.startOf(start));
        assertEquals(start, grain.startOf(end.minusNanos(1000)));
        assertEquals(end, grain.startOf(end));
        assertEquals(end, grain.nextStart(end));
    }

    @Property
    void theBucketsOfEachGrainTileThoseOfTheNext(@ForAll("instants") Instant instant) {
        for (int i = 1; i < Grain.ALL.size(); i++) {
            Grain finer = Grain.ALL.get(i - 1);
            Grain coarser = Grain.ALL.get(i);
            Instant start = coarser.startOf(instant);

            assertEquals(start, finer.startOf(start));
            assertEquals(coarser.endOf(start), finer.startOf(coarser.endOf(start)));
            assertEquals(start, coarser.startOf(finer.startOf(instant)));
        }
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("0001-01-01T00:00:00Z").getEpochSecond() * 1_000_000L,
                        Instant.parse("9999-12-31T23:59:59Z").getEpochSecond() * 1_000_000L)
                .map(micros -> Instant.ofEpochSecond(
                        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L));
    }
}
