package dev.tally.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.Facet;
import dev.tally.model.Granularity;
import dev.tally.model.TimeRange;
import dev.tally.model.TimeRanges;
import dev.tally.model.UsageState;
import dev.tally.model.Window;
import dev.tally.query.Plan.CellRead;
import dev.tally.query.Plan.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which cells and events a query reads. Times are UTC; a date alone is its midnight. */
class PlannerTest {
    private static final UUID ACCOUNT = UUID.randomUUID();
    private static final String ROLLED = "2026-01-15T09:30/2026-06-20T17:45";
    private static final String NOTHING_ROLLED = "";
    private static final List<Dimension> INDEXED = List.of(Dimension.WORK_ORDER, Dimension.RUN);

    /** So many ranges are still one statement that the database plans and runs in no time. */
    private static final int MOST_RANGES = 8000;

    @ParameterizedTest(name = "{0}")
    @MethodSource({"windows", "dimensions", "calendars"})
    void aQueryIsPlanned(String what, UsageQuery query, String rolled, String expected) {
        assertEquals(expected, PlanText.of(Planner.plan(query, rolled(rolled))));
    }

    static Stream<Arguments> windows() {
        return Stream.of(
                planned("whole hours", over("2026-05-01T10:00/2026-05-01T12:00"), ROLLED, """
                        CELLS, units from cells
                        total from total: HOUR 2026-05-01T10:00/2026-05-01T12:00
                        events: none
                        """),
                planned("whole days", over("2026-05-01/2026-05-03"), ROLLED, """
                        CELLS, units from cells
                        total from total: DAY 2026-05-01/2026-05-03
                        events: none
                        """),
                planned("whole months", over("2026-04-01/2026-06-01"), ROLLED, """
                        CELLS, units from cells
                        total from total: MONTH 2026-04-01/2026-06-01
                        events: none
                        """),
                planned(
                        "from quarter-hours up to months and down again",
                        over("2026-02-27T22:15/2026-05-02T01:30"),
                        ROLLED,
                        """
                        CELLS, units from cells
                        total from total: QUARTER_HOUR 2026-02-27T22:15/2026-02-27T23:00 HOUR 2026-02-27T23:00/2026-02-28 \
                        DAY 2026-02-28/2026-03-01 MONTH 2026-03-01/2026-05-01 DAY 2026-05-01/2026-05-02 \
                        HOUR 2026-05-02/2026-05-02T01:00 QUARTER_HOUR 2026-05-02T01:00/2026-05-02T01:30
                        events: none
                        """),
                planned("ragged at its start", over("2026-05-01T10:07/2026-05-01T12:00"), ROLLED, """
                        CELLS, units from cells
                        total from total: QUARTER_HOUR 2026-05-01T10:15/2026-05-01T11:00 HOUR 2026-05-01T11:00/2026-05-01T12:00
                        events: 2026-05-01T10:07/2026-05-01T10:15
                        """),
                planned("ragged at its end", over("2026-05-01T10:00/2026-05-01T12:00:00.000001"), ROLLED, """
                        CELLS, units from cells
                        total from total: HOUR 2026-05-01T10:00/2026-05-01T12:00
                        events: 2026-05-01T12:00/2026-05-01T12:00:00.000001
                        """),
                planned("ragged on both sides", over("2026-05-01T10:07/2026-05-03T05:50"), ROLLED, """
                        CELLS, units from cells
                        total from total: QUARTER_HOUR 2026-05-01T10:15/2026-05-01T11:00 HOUR 2026-05-01T11:00/2026-05-02 \
                        DAY 2026-05-02/2026-05-03 HOUR 2026-05-03/2026-05-03T05:00 \
                        QUARTER_HOUR 2026-05-03T05:00/2026-05-03T05:45
                        events: 2026-05-01T10:07/2026-05-01T10:15 2026-05-03T05:45/2026-05-03T05:50
                        """),
                planned("inside one quarter-hour", over("2026-05-01T10:01/2026-05-01T10:14"), ROLLED, """
                        CELLS, units from cells
                        total from total: none
                        events: 2026-05-01T10:01/2026-05-01T10:14
                        """),
                planned("since the first event", over("/2026-02-03"), ROLLED, """
                        CELLS, units from cells
                        total from total: MONTH 2026-01-01/2026-02-01 DAY 2026-02-01/2026-02-03
                        events: none
                        """),
                planned(
                        "from before the first rolled event: no ragged edge",
                        over("2026-01-10T00:07/2026-02-01"),
                        ROLLED,
                        """
                        CELLS, units from cells
                        total from total: MONTH 2026-01-01/2026-02-01
                        events: none
                        """),
                planned(
                        "from just after the first rolled event",
                        over("2026-01-15T09:30:00.000001/2026-01-15T10:00"),
                        ROLLED,
                        """
                        CELLS, units from cells
                        total from total: QUARTER_HOUR 2026-01-15T09:45/2026-01-15T10:00
                        events: 2026-01-15T09:30:00.000001/2026-01-15T09:45
                        """),
                planned(
                        "to beyond the last rolled event: no ragged edge",
                        over("2026-06-01/2026-07-15T12:34"),
                        ROLLED,
                        """
                        CELLS, units from cells
                        total from total: MONTH 2026-06-01/2026-07-01
                        events: none
                        """),
                planned(
                        "to just after the last rolled event: no ragged edge",
                        over("2026-06-01/2026-06-20T17:45"),
                        ROLLED,
                        """
                        CELLS, units from cells
                        total from total: MONTH 2026-06-01/2026-07-01
                        events: none
                        """),
                planned("everything", over("/9999-12-31"), ROLLED, """
                        CELLS, units from cells
                        total from total: MONTH 2026-01-01/2026-07-01
                        events: none
                        """),
                planned("before everything that is rolled", over("2025-01-01T00:07/2026-01-15T09:30"), ROLLED, """
                        CELLS, units from cells
                        total from total: none
                        events: none
                        """),
                planned("after everything that is rolled", over("2026-06-20T17:45/2026-08-01"), ROLLED, """
                        CELLS, units from cells
                        total from total: none
                        events: none
                        """),
                planned("empty", over("2026-05-01/2026-05-01"), ROLLED, """
                        CELLS, units from cells
                        total from total: none
                        events: none
                        """),
                planned("nothing rolled", over("2026-05-01T10:07/2026-06-01"), NOTHING_ROLLED, """
                        CELLS, units from cells
                        total from total: none
                        events: none
                        """));
    }

    static Stream<Arguments> dimensions() {
        String hours = "2026-05-01T10:07/2026-05-01T13:50";
        return Stream.of(
                planned(
                        "two dimensions, whose cells begin with hours",
                        over(hours).brokenDownBy(Breakdown.by(Dimension.PROVIDER, Dimension.MODEL)),
                        ROLLED,
                        """
                        CELLS, units from cells
                        provider,model from model,provider: HOUR 2026-05-01T11:00/2026-05-01T13:00
                        total from total: QUARTER_HOUR 2026-05-01T10:15/2026-05-01T11:00 HOUR 2026-05-01T11:00/2026-05-01T13:00 \
                        QUARTER_HOUR 2026-05-01T13:00/2026-05-01T13:45
                        events: 2026-05-01T10:07/2026-05-01T11:00 2026-05-01T13:00/2026-05-01T13:50
                        """),
                planned(
                        "a filter on what is grouped",
                        over("2026-05-01/2026-05-02")
                                .brokenDownBy(Breakdown.by(Dimension.MODEL))
                                .where(Dimension.MODEL, Set.of("a")),
                        ROLLED,
                        """
                        CELLS, units from cells
                        model from model: DAY 2026-05-01/2026-05-02
                        total from model: DAY 2026-05-01/2026-05-02
                        events: none
                        """),
                planned(
                        "any of several values: a unit used under two of them counts once",
                        over("2026-05-01/2026-05-02").where(Dimension.MODEL, Set.of("a", "b")),
                        ROLLED,
                        """
                        CELLS, units one by one
                        total from model: DAY 2026-05-01/2026-05-02
                        events: none
                        """),
                planned(
                        "a project's calls to a provider, by operation",
                        over("2026-05-01/2026-05-02")
                                .where(Dimension.PROJECT, Set.of("a"))
                                .where(Dimension.PROVIDER, Set.of("b"))
                                .brokenDownBy(
                                        Breakdown.by(Dimension.PROVIDER),
                                        Breakdown.by(Dimension.OPERATION),
                                        Breakdown.by(Dimension.PROVIDER, Dimension.OPERATION)),
                        ROLLED,
                        """
                        CELLS, units from cells
                        operation from provider,operation,project_id: DAY 2026-05-01/2026-05-02
                        provider from provider,project_id: DAY 2026-05-01/2026-05-02
                        provider,operation from provider,operation,project_id: DAY 2026-05-01/2026-05-02
                        total from provider,project_id: DAY 2026-05-01/2026-05-02
                        events: none
                        """),
                planned(
                        "three dimensions that no facet has",
                        over(hours)
                                .brokenDownBy(Breakdown.by(Dimension.MODEL, Dimension.PROVIDER))
                                .where(Dimension.EMAIL, Set.of("a")),
                        ROLLED,
                        """
                        EVENTS, units one by one
                        events: 2026-05-01T10:07/2026-05-01T13:50
                        """),
                planned(
                        "those, beyond what is rolled",
                        over("2026-06-01/2026-08-01")
                                .brokenDownBy(Breakdown.by(Dimension.MODEL, Dimension.PROVIDER))
                                .where(Dimension.EMAIL, Set.of("a")),
                        ROLLED,
                        """
                        EVENTS, units one by one
                        events: 2026-06-01/2026-06-20T17:45
                        """),
                planned(
                        "two work orders by model",
                        over(hours)
                                .brokenDownBy(Breakdown.by(Dimension.MODEL))
                                .where(Dimension.WORK_ORDER, Set.of("a", "b")),
                        ROLLED,
                        """
                        INDEX, units one by one
                        events: 2026-05-01T10:07/2026-05-01T13:50
                        """));
    }

    static Stream<Arguments> calendars() {
        return Stream.of(
                series("UTC", Granularity.QUARTER_HOUR, "2026-05-01T10:00/2026-05-01T12:00", """
                        total from total: HOUR 2026-05-01T10:00/2026-05-01T12:00
                        total per quarter_hour from total: QUARTER_HOUR 2026-05-01T10:00/2026-05-01T12:00
                        events: none
                        """),
                series("UTC", Granularity.HOUR, "2026-05-01T10:00/2026-05-03", """
                        total from total: HOUR 2026-05-01T10:00/2026-05-02 DAY 2026-05-02/2026-05-03
                        total per hour from total: HOUR 2026-05-01T10:00/2026-05-03
                        events: none
                        """),
                series("UTC", Granularity.DAY, "2026-04-01/2026-06-01", """
                        total from total: MONTH 2026-04-01/2026-06-01
                        total per day from total: DAY 2026-04-01/2026-06-01
                        events: none
                        """),
                series("UTC", Granularity.WEEK, "2026-04-01/2026-06-01", """
                        total from total: MONTH 2026-04-01/2026-06-01
                        total per week from total: DAY 2026-04-01/2026-06-01
                        events: none
                        """),
                series("UTC", Granularity.MONTH, "2026-04-30/2026-06-02", """
                        total from total: DAY 2026-04-30/2026-05-01 MONTH 2026-05-01/2026-06-01 DAY 2026-06-01/2026-06-02
                        total per month from total: DAY 2026-04-30/2026-05-01 MONTH 2026-05-01/2026-06-01 DAY 2026-06-01/2026-06-02
                        events: none
                        """),
                // Four hours behind: its days are whole hours.
                series("America/New_York", Granularity.DAY, "2026-05-01T04:00/2026-05-03T04:00", """
                        total from total: HOUR 2026-05-01T04:00/2026-05-02 DAY 2026-05-02/2026-05-03 HOUR 2026-05-03/2026-05-03T04:00
                        total per day from total: HOUR 2026-05-01T04:00/2026-05-03T04:00
                        events: none
                        """),
                // Weeks and months are filled one by one, with UTC days inside.
                series("America/New_York", Granularity.WEEK, "2026-05-04T04:00/2026-05-18T04:00", """
                        total from total: HOUR 2026-05-04T04:00/2026-05-05 DAY 2026-05-05/2026-05-18 HOUR 2026-05-18/2026-05-18T04:00
                        total per week from total: HOUR 2026-05-04T04:00/2026-05-05 DAY 2026-05-05/2026-05-11 HOUR 2026-05-11/2026-05-11T04:00 \
                        HOUR 2026-05-11T04:00/2026-05-12 DAY 2026-05-12/2026-05-18 HOUR 2026-05-18/2026-05-18T04:00
                        events: none
                        """),
                // Clocks sprang forward on 2026-03-08: midnight is at 05:00 before, at 04:00 after.
                series("America/New_York", Granularity.MONTH, "2026-03-01T05:00/2026-04-01T04:00", """
                        total from total: HOUR 2026-03-01T05:00/2026-03-02 DAY 2026-03-02/2026-04-01 HOUR 2026-04-01/2026-04-01T04:00
                        total per month from total: HOUR 2026-03-01T05:00/2026-03-02 DAY 2026-03-02/2026-04-01 HOUR 2026-04-01/2026-04-01T04:00
                        events: none
                        """),
                // Half an hour off: quarter-hours fit into its hours, UTC hours do not.
                series("Asia/Kolkata", Granularity.HOUR, "2026-05-01T10:30/2026-05-01T13:30", """
                        total from total: QUARTER_HOUR 2026-05-01T10:30/2026-05-01T11:00 HOUR 2026-05-01T11:00/2026-05-01T13:00 \
                        QUARTER_HOUR 2026-05-01T13:00/2026-05-01T13:30
                        total per hour from total: QUARTER_HOUR 2026-05-01T10:30/2026-05-01T13:30
                        events: none
                        """),
                series("Asia/Kathmandu", Granularity.DAY, "2026-05-01T18:15/2026-05-02T18:15", """
                        total from total: QUARTER_HOUR 2026-05-01T18:15/2026-05-01T19:00 HOUR 2026-05-01T19:00/2026-05-02T18:00 \
                        QUARTER_HOUR 2026-05-02T18:00/2026-05-02T18:15
                        total per day from total: QUARTER_HOUR 2026-05-01T18:15/2026-05-02T18:15
                        events: none
                        """),
                // Eleven hours ahead in summer.
                series("Australia/Lord_Howe", Granularity.HOUR, "2026-02-01T13:00/2026-02-01T17:00", """
                        total from total: HOUR 2026-02-01T13:00/2026-02-01T17:00
                        total per hour from total: HOUR 2026-02-01T13:00/2026-02-01T17:00
                        events: none
                        """),
                // At 15:00 its clocks fell back to ten and a half.
                series("Australia/Lord_Howe", Granularity.HOUR, "2026-04-04T13:00/2026-04-04T17:00", """
                        total from total: HOUR 2026-04-04T13:00/2026-04-04T17:00
                        total per hour from total: QUARTER_HOUR 2026-04-04T13:00/2026-04-04T17:00
                        events: none
                        """),
                // 2011-12-30 did not take place.
                planned(
                        "DAY in Pacific/Apia",
                        inSeries("Pacific/Apia", Granularity.DAY, "2011-12-29T10:00/2011-12-31T10:00"),
                        "2011-01-01/2012-06-01",
                        """
                        CELLS, units from cells
                        total from total: HOUR 2011-12-29T10:00/2011-12-30 DAY 2011-12-30/2011-12-31 HOUR 2011-12-31/2011-12-31T10:00
                        total per day from total: HOUR 2011-12-29T10:00/2011-12-31T10:00
                        events: none
                        """),
                // New York went by the sun, 4:56:02 behind.
                planned(
                        "DAY by local mean time",
                        inSeries("America/New_York", Granularity.DAY, "1883-11-10T04:56:02/1883-11-12T04:56:02"),
                        "1883-01-01/1884-06-01",
                        """
                        CELLS, units from cells
                        total from total: HOUR 1883-11-10T05:00/1883-11-11 DAY 1883-11-11/1883-11-12 HOUR 1883-11-12/1883-11-12T04:00 \
                        QUARTER_HOUR 1883-11-12T04:00/1883-11-12T04:45
                        total per day from total: HOUR 1883-11-10T05:00/1883-11-11T04:00 QUARTER_HOUR 1883-11-11T04:00/1883-11-11T04:45 \
                        HOUR 1883-11-11T05:00/1883-11-12T04:00 QUARTER_HOUR 1883-11-12T04:00/1883-11-12T04:45
                        events: 1883-11-10T04:56:02/1883-11-10T05:00 1883-11-11T04:45/1883-11-11T05:00 1883-11-12T04:45/1883-11-12T04:56:02
                        """),
                planned(
                        "a pair by DAY in Asia/Kathmandu, whose days begin within a UTC hour",
                        over("2026-05-01T18:15/2026-05-02T18:15", "Asia/Kathmandu")
                                .where(Dimension.MODEL, Set.of("a"))
                                .where(Dimension.PROVIDER, Set.of("b"))
                                .brokenDownBy(Breakdown.TOTAL.per(Granularity.DAY)),
                        ROLLED,
                        """
                        CELLS, units from cells
                        total from model,provider: HOUR 2026-05-01T19:00/2026-05-02T18:00
                        total per day from model,provider: HOUR 2026-05-01T19:00/2026-05-02T18:00
                        events: 2026-05-01T18:15/2026-05-01T19:00 2026-05-02T18:00/2026-05-02T18:15
                        """),
                planned(
                        "a pair by QUARTER_HOUR, of which it has none",
                        over("2026-05-01T10:00/2026-05-01T12:00")
                                .where(Dimension.MODEL, Set.of("a"))
                                .where(Dimension.PROVIDER, Set.of("b"))
                                .brokenDownBy(Breakdown.TOTAL.per(Granularity.QUARTER_HOUR)),
                        ROLLED,
                        """
                        CELLS, units from cells
                        total from model,provider: HOUR 2026-05-01T10:00/2026-05-01T12:00
                        total per quarter_hour from model,provider: none
                        events: 2026-05-01T10:00/2026-05-01T12:00
                        """));
    }

    @ParameterizedTest(name = "by {0}")
    @MethodSource("singleDimensions")
    void everyDimensionIsAnsweredByCellsOfItsOwnFacet(Dimension dimension) {
        UsageQuery query = over("2026-05-01T10:00/2026-05-04T13:00").brokenDownBy(Breakdown.by(dimension));

        Plan plan = Planner.plan(query, rolled(ROLLED));

        assertEquals(Kind.CELLS, plan.kind());
        assertEquals(Set.of(dimension), facet(plan, Breakdown.by(dimension)));
        assertEquals(Set.of(), facet(plan, Breakdown.TOTAL));
        assertEquals(TimeRanges.NONE, plan.events());
    }

    @ParameterizedTest(name = "by {0} of one {1}")
    @MethodSource("pairs")
    void everyDimensionIsAnsweredByCellsUnderOneFilterOnAnother(Dimension grouped, Dimension filtered) {
        UsageQuery query = over("2026-05-01T10:00/2026-05-04T13:00")
                .brokenDownBy(Breakdown.by(grouped))
                .where(filtered, Set.of("a"));

        Plan plan = Planner.plan(query, rolled(ROLLED));

        if (INDEXED.contains(filtered)) {
            assertEquals(Kind.INDEX, plan.kind());
            assertEquals(
                    rolled("2026-05-01T10:00/2026-05-04T13:00").rolled().stream()
                            .toList(),
                    plan.events().ranges());
        } else {
            assertEquals(Kind.CELLS, plan.kind());
            assertEquals(EnumSet.of(grouped, filtered), facet(plan, Breakdown.by(grouped)));
            assertEquals(Set.of(filtered), facet(plan, Breakdown.TOTAL));
            assertEquals(TimeRanges.NONE, plan.events());
            assertTrue(plan.unitsFromCells());
        }
    }

    @ParameterizedTest(name = "by {0} and {1}")
    @MethodSource("pairs")
    void everyTwoDimensionsAreAnsweredByCells(Dimension one, Dimension other) {
        Breakdown both = Breakdown.by(one, other);

        Plan plan = Planner.plan(over("2026-05-01T10:00/2026-05-04T13:00").brokenDownBy(both), rolled(ROLLED));

        assertEquals(Kind.CELLS, plan.kind());
        assertEquals(EnumSet.of(one, other), facet(plan, both));
        assertEquals(TimeRanges.NONE, plan.events());
    }

    /** All the years that a window may have, with events in all of them. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("longSeries")
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void theLongestWindowTakesFewRanges(String what, String zone, Granularity width) {
        UsageQuery query = over("0001-01-01T00:00/9999-12-31T23:59", zone)
                .brokenDownBy(Breakdown.by(Dimension.MODEL).per(width))
                .brokenDownBy(Breakdown.by(Dimension.MODEL, Dimension.EMAIL).per(width));

        Plan plan = Planner.plan(query, rolled("0001-01-01T00:00/9999-12-31T00:00"));

        int ranges = plan.cells().values().stream()
                .mapToInt(read -> read.ranges().size())
                .sum();
        assertTrue(ranges + plan.events().ranges().size() <= MOST_RANGES, () -> ranges + " ranges");
    }

    @Test
    void twentyYearsOfMonthsOfANewYorkerAreAllCells() {
        UsageQuery query = over("2006-01-01T05:00/2026-01-01T05:00", "America/New_York")
                .brokenDownBy(Breakdown.by(Dimension.MODEL, Dimension.EMAIL).per(Granularity.MONTH));

        Plan plan = Planner.plan(query, rolled("2000-01-01/2026-06-01"));

        assertEquals(TimeRanges.NONE, plan.events());
    }

    static Stream<Dimension> singleDimensions() {
        return Arrays.stream(Dimension.values());
    }

    static Stream<Arguments> pairs() {
        return singleDimensions()
                .flatMap(
                        one -> singleDimensions().filter(other -> other != one).map(other -> Arguments.of(one, other)));
    }

    static Stream<Arguments> longSeries() {
        return Stream.of(
                        "UTC",
                        "America/New_York",
                        "Asia/Kolkata",
                        "Asia/Kathmandu",
                        "Australia/Lord_Howe",
                        "Pacific/Apia")
                .flatMap(zone -> Arrays.stream(Granularity.values())
                        .map(width -> Arguments.of(width + " in " + zone, zone, width)));
    }

    private static Set<Dimension> facet(Plan plan, Breakdown breakdown) {
        return Optional.ofNullable(plan.cells().get(breakdown))
                .map(CellRead::facet)
                .map(Facet::dimensions)
                .map(Set::copyOf)
                .orElseThrow();
    }

    private static Arguments planned(String what, UsageQuery query, String rolled, String expected) {
        return Arguments.of(what, query, rolled, expected);
    }

    private static Arguments series(String zone, Granularity width, String window, String expected) {
        return planned(
                width + " in " + zone + " over " + window,
                inSeries(zone, width, window),
                ROLLED,
                "CELLS, units from cells\n" + expected);
    }

    private static UsageQuery inSeries(String zone, Granularity width, String window) {
        return over(window, zone).brokenDownBy(Breakdown.TOTAL.per(width));
    }

    private static UsageQuery over(String window) {
        return over(window, "UTC");
    }

    private static UsageQuery over(String window, String zone) {
        int slash = window.indexOf('/');
        Optional<Instant> from = Optional.of(window.substring(0, slash))
                .filter(text -> !text.isEmpty())
                .map(PlannerTest::instant);
        return UsageQuery.of(ACCOUNT, new Window(from, instant(window.substring(slash + 1))), ZoneId.of(zone));
    }

    private static UsageState rolled(String range) {
        Optional<TimeRange> rolled = Optional.of(range)
                .filter(text -> !text.isEmpty())
                .map(text -> text.split("/", -1))
                .map(ends -> new TimeRange(instant(ends[0]), instant(ends[1])));
        return new UsageState(1, 0, rolled.map(TimeRange::from), EnumSet.allOf(Dimension.class), rolled);
    }

    private static Instant instant(String text) {
        return text.contains("T")
                ? LocalDateTime.parse(text).toInstant(ZoneOffset.UTC)
                : LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
