package dev.tally.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.aggregate.CalendarBuckets;
import dev.tally.model.Breakdown;
import dev.tally.model.Dimension;
import dev.tally.model.Granularity;
import dev.tally.model.TimeRange;
import dev.tally.model.TimeRanges;
import dev.tally.model.UsageState;
import dev.tally.model.Window;
import dev.tally.query.Plan.CellRange;
import dev.tally.query.Plan.CellRead;
import dev.tally.query.Plan.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is asked, in whatever zone, and whatever is rolled: cells and events share the window out among them. */
class PlannerPropertyTest {
    private static final UUID ACCOUNT = UUID.randomUUID();
    private static final Instant NEVER = Instant.parse("-0001-01-01T00:00:00Z");
    private static final int MOST_RANGES_OF_A_BREAKDOWN = 8000;

    /** Clocks that half an hour, a quarter, a second, a day or nothing is done to. */
    private static final List<String> ODD_ZONES = List.of(
            "UTC",
            "America/New_York",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "America/St_Johns",
            "Europe/Dublin",
            "Africa/Monrovia",
            "+05:45",
            "-00:00:01");

    /** A question, and how far its account is rolled. */
    record Situation(UsageQuery query, UsageState state) {
        Plan plan() {
            return Planner.plan(query, state);
        }

        /** Whether an event of that time is in the answer and in cells. */
        boolean isRolledInWindow(Instant time) {
            boolean inWindow = query.window().from().filter(time::isBefore).isEmpty()
                    && time.isBefore(query.window().to());
            return inWindow
                    && state.rolled().filter(range -> range.contains(time)).isPresent();
        }

        /** Moments at which something may go wrong: at and beside everything that begins or ends. */
        List<Instant> moments(Plan plan) {
            Stream<TimeRange> ranges = Stream.concat(
                    plan.events().ranges().stream(),
                    plan.cells().values().stream()
                            .flatMap(read -> read.ranges().stream())
                            .map(CellRange::range));
            Stream<TimeRange> asked = Stream.of(new TimeRange(
                    query.window().from().orElse(NEVER), query.window().to()));
            return Stream.concat(Stream.concat(ranges, asked), state.rolled().stream())
                    .flatMap(range -> Stream.of(range.from(), range.to()))
                    .flatMap(end -> Stream.of(end.minus(1, ChronoUnit.MICROS), end, end.plus(1, ChronoUnit.MICROS)))
                    .toList();
        }
    }

    @Property(tries = 2000)
    void everyRolledEventOfTheWindowIsInCellsOrReadForEachBreakdownAndNoOtherIs(
            @ForAll("situations") Situation situation) {
        Plan plan = situation.plan();
        Map<Breakdown, TimeRanges> covered = coveredByBreakdown(situation, plan);

        for (Instant moment : situation.moments(plan)) {
            boolean wanted = situation.isRolledInWindow(moment);
            boolean read = plan.events().contains(moment);
            covered.forEach((breakdown, ranges) -> {
                if (wanted) {
                    assertTrue(ranges.contains(moment) || read, () -> breakdown + " misses " + moment);
                } else {
                    boolean rolled = situation
                            .state()
                            .rolled()
                            .filter(range -> range.contains(moment))
                            .isPresent();
                    assertFalse(ranges.contains(moment) && rolled, () -> breakdown + " counts " + moment);
                }
            });
            assertFalse(read && !wanted, () -> "reads events of " + moment);
            boolean needed = covered.values().stream().anyMatch(ranges -> !ranges.contains(moment));
            assertFalse(read && !needed, () -> "reads events of " + moment + " although all have cells");
        }
    }

    @Property(tries = 2000)
    void rangesAreOfWholeCellsAndNoTwoOverlap(@ForAll("situations") Situation situation) {
        for (CellRead read : situation.plan().cells().values()) {
            Instant last = Instant.MIN;
            for (CellRange range : read.ranges()) {
                Instant from = range.range().from();
                Instant to = range.range().to();
                assertFalse(range.range().isEmpty());
                assertEquals(from, range.grain().startOf(from));
                assertEquals(to, range.grain().startOf(to));
                assertTrue(read.facet().grains().contains(range.grain()));
                assertFalse(from.isBefore(last), "in order, without overlaps");
                last = to;
            }
            assertTrue(read.ranges().size() <= MOST_RANGES_OF_A_BREAKDOWN);
        }
    }

    @Property(tries = 2000)
    void noCellLiesInTwoCalendarBuckets(@ForAll("situations") Situation situation) {
        CalendarBuckets calendar = new CalendarBuckets(situation.query().zone());
        situation.plan().cells().forEach((breakdown, read) -> breakdown
                .granularity()
                .ifPresent(width -> read.ranges().forEach(range -> cellsAtChanges(
                                range, situation.query().zone())
                        .forEach(start -> {
                            Instant lastMoment = range.grain().endOf(start).minus(1, ChronoUnit.MICROS);
                            assertEquals(
                                    calendar.startOf(width, start),
                                    calendar.startOf(width, lastMoment),
                                    () -> breakdown + " " + range.grain() + " " + start);
                        }))));
    }

    @Property(tries = 1000)
    void onlyQueriesThatNoFacetAnswersAreLeftToEvents(@ForAll("situations") Situation situation) {
        Plan plan = situation.plan();
        Set<Dimension> filtered = situation.query().filters().keySet();
        boolean indexed = filtered.contains(Dimension.WORK_ORDER) || filtered.contains(Dimension.RUN);
        boolean fewDimensions = situation.query().breakdowns().stream()
                .allMatch(breakdown -> Stream.concat(breakdown.dimensions().stream(), filtered.stream())
                                .distinct()
                                .count()
                        <= 2);

        assertEquals(indexed, plan.kind() == Kind.INDEX);
        assertTrue(!fewDimensions || plan.kind() != Kind.EVENTS);
        assertEquals(
                plan.kind() == Kind.CELLS,
                plan.cells().keySet().equals(situation.query().breakdowns()));
    }

    /** The first cells of a range and its last, and those around every change of the zone's clocks. */
    private static Stream<Instant> cellsAtChanges(CellRange range, ZoneId zone) {
        List<Instant> moments = new ArrayList<>();
        moments.add(range.range().from());
        moments.add(range.range().from().plus(Duration.ofDays(1)));
        moments.add(range.range().to().minusNanos(1000));
        ZoneOffsetTransition change =
                zone.getRules().nextTransition(range.range().from());
        while (change != null && change.getInstant().isBefore(range.range().to())) {
            // Midnights and hours beside it.
            for (int minutes = -26 * 60; minutes <= 26 * 60; minutes += 15) {
                moments.add(change.getInstant().plus(Duration.ofMinutes(minutes)));
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return moments.stream()
                .map(moment -> range.grain().startOf(moment))
                .filter(range.range()::contains)
                .distinct();
    }

    private static Map<Breakdown, TimeRanges> coveredByBreakdown(Situation situation, Plan plan) {
        Map<Breakdown, TimeRanges> covered = new HashMap<>();
        situation.query().breakdowns().forEach(breakdown -> covered.put(breakdown, plan.covered(breakdown)));
        return covered;
    }

    @Provide
    Arbitrary<Situation> situations() {
        return Arbitraries.randomValue(PlannerPropertyTest::situation);
    }

    private static Situation situation(Random random) {
        ZoneId zone = zone(random);
        Instant middle = middle(random, zone);
        Optional<Instant> from = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(middle.minus(reach(random)));
        UsageQuery query = UsageQuery.of(ACCOUNT, new Window(from, middle.plus(reach(random))), zone)
                .brokenDownBy(breakdowns(random));
        for (Dimension filtered : some(random, 2)) {
            query = query.where(filtered, random.nextBoolean() ? Set.of("a") : Set.of("a", "b"));
        }
        return new Situation(query, state(random, middle));
    }

    private static Breakdown[] breakdowns(Random random) {
        Breakdown groups = Breakdown.by(some(random, 2));
        if (random.nextInt(4) == 0) {
            return new Breakdown[] {groups};
        }
        List<Granularity> widths = List.of(Granularity.values());
        Granularity width = widths.get(random.nextInt(widths.size()));
        return new Breakdown[] {groups, groups.per(width), Breakdown.TOTAL.per(width)};
    }

    private static UsageState state(Random random, Instant middle) {
        if (random.nextInt(10) == 0) {
            return new UsageState(0, 5, Optional.of(middle), EnumSet.noneOf(Dimension.class), Optional.empty());
        }
        Instant from = middle.minus(reach(random)).plus(reach(random));
        TimeRange rolled = new TimeRange(from, from.plus(reach(random)).plus(1, ChronoUnit.MICROS));
        return new UsageState(7, 0, Optional.of(from), EnumSet.allOf(Dimension.class), Optional.of(rolled));
    }

    private static List<Dimension> some(Random random, int most) {
        List<Dimension> all = new ArrayList<>(Arrays.asList(Dimension.values()));
        Collections.shuffle(all, random);
        return all.subList(0, random.nextInt(most + 1));
    }

    private static ZoneId zone(Random random) {
        List<String> all = random.nextBoolean()
                ? ODD_ZONES
                : ZoneId.getAvailableZoneIds().stream().sorted().toList();
        return ZoneId.of(all.get(random.nextInt(all.size())));
    }

    /** Often beside a change of the zone's clocks. */
    private static Instant middle(Random random, ZoneId zone) {
        Instant any = Instant.parse("1850-01-01T00:00:00Z").plusSeconds(random.nextLong(180L * 365 * 86_400));
        ZoneOffsetTransition change = zone.getRules().nextTransition(any);
        return change == null || random.nextInt(3) == 0 ? any : change.getInstant();
    }

    /** From a microsecond to some years, and as often as not a round one. */
    private static Duration reach(Random random) {
        Duration unit = List.of(
                        Duration.of(1, ChronoUnit.MICROS),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(15),
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        Duration.ofDays(30))
                .get(random.nextInt(6));
        return unit.multipliedBy(random.nextInt(100));
    }
}
