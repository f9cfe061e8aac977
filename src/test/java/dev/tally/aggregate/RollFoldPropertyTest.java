package dev.tally.aggregate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.model.CellKey;
import dev.tally.model.Dimension;
import dev.tally.model.Dimensions;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import dev.tally.model.MeteredEvent;
import dev.tally.model.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** More events than are added up at once, and dimensions that some accounts begin to use in the middle of them. */
class RollFoldPropertyTest {
    private static final Instant START = Instant.parse("2026-01-30T00:00:00Z");
    private static final int SECONDS = 4 * 24 * 60 * 60;
    private static final Facet PROJECT = Facet.of(Set.of(Dimension.PROJECT)).orElseThrow();

    @Property(tries = 15)
    void eachCellHoldsTheEventsOfItsBucketAndKey(@ForAll long seed) {
        List<MeteredEvent> events = events(new Random(seed));
        RollFold fold = new RollFold();
        events.forEach(fold::add);

        for (Facet facet : Facet.within(Set.of(Dimension.values()))) {
            Map<CellKey, Accumulator> expected = oneByOne(events, facet);
            CellFold cells = fold.cells(facet);
            assertEquals(expected.keySet(), Set.copyOf(cells.keys()));
            expected.forEach((key, content) -> assertSame(
                    content.encode(), cells.merged(key, Optional.empty()).orElseThrow()));
        }
    }

    @Property(tries = 5)
    void theContentOfACellIsThatOfItsEvents(@ForAll long seed) {
        List<MeteredEvent> events = events(new Random(seed));
        RollFold fold = new RollFold();
        events.forEach(fold::add);

        for (Facet facet : Facet.ALL) {
            oneByOne(events, facet).entrySet().stream()
                    .filter(cell -> cell.getKey().grain() == facet.finestGrain())
                    .limit(3)
                    .forEach(cell -> assertSame(
                            cell.getValue().encode(),
                            fold.content(cell.getKey()).encode()));
        }
    }

    private static void assertSame(CellBytes expected, CellBytes actual) {
        assertArrayEquals(expected.measures(), actual.measures());
        assertArrayEquals(expected.durations(), actual.durations());
    }

    private static Map<CellKey, Accumulator> oneByOne(List<MeteredEvent> events, Facet facet) {
        Map<CellKey, Accumulator> cells = new HashMap<>();
        for (MeteredEvent event : events) {
            for (Grain grain : facet.grains()) {
                CellKey key = new CellKey(facet, grain, grain.startOf(event.time()), facet.keyOf(event.dimensions()));
                Accumulator cell = cells.computeIfAbsent(key, absent -> new Accumulator(Accumulator.EVERYTHING));
                cell.add(event.usage());
                if (facet.equals(PROJECT) && event.dimensions().projectId() != null) {
                    cell.add(new Naming(event.time(), event.projectName()));
                }
            }
        }
        return cells;
    }

    private static List<MeteredEvent> events(Random random) {
        int count = 1 + random.nextInt(3500);
        int[] first = random.ints(Dimension.values().length, -count, 2 * count).toArray();
        List<MeteredEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(random, i, first));
        }
        return events;
    }

    /** @param first the number of the first event that may have a value of each dimension */
    private static MeteredEvent event(Random random, int number, int[] first) {
        String[] values = new String[first.length];
        for (int i = 0; i < first.length; i++) {
            values[i] = number < first[i] || random.nextInt(8) == 0 ? null : "v" + random.nextInt(3);
        }
        Dimensions dimensions =
                new Dimensions(values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7]);
        Instant time = START.plusSeconds(random.nextInt(SECONDS)).plusNanos(1000L * number);
        return new MeteredEvent(time, dimensions, "name " + number, usage(random));
    }

    private static Usage usage(Random random) {
        return new Usage(
                random.nextBoolean(),
                random.nextBoolean() ? null : 200 + 100 * random.nextInt(4),
                random.nextInt(5) == 0 ? null : (long) random.nextInt(60_000),
                random.nextInt(5000),
                random.nextInt(500),
                random.nextInt(100),
                amount(random),
                amount(random),
                random.nextInt(4) == 0,
                amount(random),
                amount(random),
                amount(random),
                amount(random),
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(3));
    }

    private static BigDecimal amount(Random random) {
        return BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(9));
    }
}
