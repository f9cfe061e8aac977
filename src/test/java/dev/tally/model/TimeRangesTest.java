package dev.tally.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeRangesTest {
    private static final int LAST_SECOND = 40;

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "1-3 5-7     | 1-3 5-7",
                "5-7 1-3     | 1-3 5-7",
                "1-3 3-7     | 1-7",
                "1-5 3-7     | 1-7",
                "1-9 3-7     | 1-9",
                "1-3 1-3     | 1-3",
                "3-3 7-5     | none",
            })
    void aUnionHasEachInstantOnceAndNoSeams(String ranges, String expected) {
        assertEquals(text(expected), TimeRanges.union(text(ranges)).ranges());
    }

    @ParameterizedTest(name = "[{0}] without [{1}]")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "1-9     | none      | 1-9",
                "none    | 1-9       | none",
                "1-9     | 3-5       | 1-3 5-9",
                "1-9     | 1-5       | 5-9",
                "1-9     | 5-9       | 1-5",
                "1-9     | 0-10      | none",
                "1-9     | 0-1 9-10  | 1-9",
                "1-9     | 2-3 4-5   | 1-2 3-4 5-9",
                "1-4 6-9 | 3-7       | 1-3 7-9",
            })
    void withoutLeavesWhatTheOthersDoNotHave(String ranges, String others, String expected) {
        TimeRanges rest = TimeRanges.union(text(ranges)).without(TimeRanges.union(text(others)));

        assertEquals(text(expected), rest.ranges());
    }

    @Property
    void aUnionContainsAnInstantIfOneOfItsRangesDoes(@ForAll("lists") List<TimeRange> ranges) {
        TimeRanges union = TimeRanges.union(ranges);

        for (int second = 0; second <= LAST_SECOND; second++) {
            Instant instant = Instant.ofEpochSecond(second);
            assertEquals(ranges.stream().anyMatch(range -> range.contains(instant)), union.contains(instant));
        }
        for (int i = 1; i < union.ranges().size(); i++) {
            assertTrue(
                    union.ranges()
                            .get(i - 1)
                            .to()
                            .isBefore(union.ranges().get(i).from()),
                    "none touches another");
        }
    }

    @Property
    void rangesAreSetsOfInstants(@ForAll("lists") List<TimeRange> ranges, @ForAll("lists") List<TimeRange> others) {
        TimeRanges one = TimeRanges.union(ranges);
        TimeRanges other = TimeRanges.union(others);
        TimeRanges rest = one.without(other);

        for (int second = 0; second <= LAST_SECOND; second++) {
            Instant instant = Instant.ofEpochSecond(second);
            assertEquals(one.contains(instant) && !other.contains(instant), rest.contains(instant));
            assertEquals(
                    one.contains(instant) && other.contains(instant),
                    one.within(other).contains(instant));
        }
    }

    @Provide
    Arbitrary<List<TimeRange>> lists() {
        Arbitrary<Integer> seconds = Arbitraries.integers().between(0, LAST_SECOND);
        return Combinators.combine(seconds, seconds)
                .as(TimeRangesTest::range)
                .list()
                .ofMaxSize(8);
    }

    private static List<TimeRange> text(String ranges) {
        List<TimeRange> parsed = new ArrayList<>();
        if (ranges != null) {
            for (String range : ranges.split(" +", -1)) {
                List<Integer> ends = Arrays.stream(range.split("-", -1))
                        .map(Integer::valueOf)
                        .toList();
                parsed.add(range(ends.get(0), ends.get(1)));
            }
        }
        return parsed;
    }

    private static TimeRange range(int from, int to) {
        return new TimeRange(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to));
    }
}
