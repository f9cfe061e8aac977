package dev.tally.aggregate;

import dev.tally.aggregate.CellFold.Slot;
import dev.tally.model.CellKey;
import dev.tally.model.Dimension;
import dev.tally.model.Dimensions;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import dev.tally.model.MeteredEvent;
import dev.tally.model.UnitChange;
import dev.tally.model.UnitOfWork;
import dev.tally.model.UnitOfWork.Use;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Folds the events and changed units of one roll into what they add to the cells of each facet.
 *
 * <p>Events with equal dimensions in the same bucket are added up first, once for all facets. Not thread-safe.
 */
public final class RollFold {
    private static final Facet PROJECT = Facet.of(Set.of(Dimension.PROJECT)).orElseThrow();

    private static final List<Dimension> ALL_DIMENSIONS = List.of(Dimension.values());
    private static final int MOST_DIMENSIONS = 3;

    /**
     * Facets that are added up for the sake of smaller ones only. A provider follows from the model, mostly, so that these
     * have few more keys than what is added up from them.
     */
    private static final List<Facet> STEPS = List.of(
            new Facet(List.of(Dimension.MODEL, Dimension.PROVIDER, Dimension.OPERATION)),
            new Facet(List.of(Dimension.MODEL, Dimension.PROVIDER, Dimension.EMAIL)));

    private record Point(Instant bucketStart, Dimensions dimensions) {}

    /** A facet in a grain. */
    private record Level(Facet facet, Grain grain) {
        boolean tellsOf(Level smaller) {
            return grain.compareTo(smaller.grain) <= 0 && facet.dimensions().containsAll(smaller.facet.dimensions());
        }
    }

    /** Dimensions as numbers, each at the place of its {@link Dimension}, and what was added up for them in a bucket. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Sum(long bucketStart, int[] values, Accumulator content) {}

    private final ValueNumbers numbers = new ValueNumbers();
    /** In the order in which they lie in memory, which is twice as fast to go through. */
    private final Map<Point, Sum> sums = new LinkedHashMap<>();

    private final Map<Slot, Naming> projectNames = new HashMap<>();

    /** The events, added up for cells and for further ones that have fewer dimensions. */
    private final Map<Level, Map<Slot, Accumulator>> eventsByLevel = new HashMap<>();

    private final List<UnitChange> unitChanges = new ArrayList<>();
    private final Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);
    private long events;
    private Optional<Instant> firstEventAt = Optional.empty();
    private Optional<Instant> earliest = Optional.empty();
    private Optional<Instant> latest = Optional.empty();

    public void add(MeteredEvent event) {
        eventsByLevel.clear();
        events++;
        firstEventAt = Optional.of(firstEventAt.filter(event.time()::isAfter).orElse(event.time()));
        widenTo(event.time());
        note(event.dimensions());
        Point point = new Point(bucketOf(event.time()), event.dimensions());
        Sum sum = sums.computeIfAbsent(point, this::newSum);
        sum.content().add(event.usage());
        if (event.dimensions().projectId() != null && event.projectName() != null) {
            projectNames.merge(
                    slot(PROJECT.finestGrain(), sum.bucketStart(), sum.values(), positions(PROJECT, ALL_DIMENSIONS)),
                    new Naming(event.time(), event.projectName()),
                    Naming::later);
        }
    }

    public void add(UnitChange change) {
        unitChanges.add(change);
        change.after().ifPresent(unit -> {
            widenTo(unit.startedAt());
            unit.uses().forEach(use -> note(use.dimensions()));
        });
    }

    public boolean isEmpty() {
        return events == 0 && unitChanges.isEmpty();
    }

    /** How many events were added. */
    public long events() {
        return events;
    }

    /** When the first of the events happened; empty without events. */
    public Optional<Instant> firstEventAt() {
        return firstEventAt;
    }

    /** The first time of an event or a start of a unit. */
    public Optional<Instant> earliest() {
        return earliest;
    }

    /** The last time of an event or a start of a unit. */
    public Optional<Instant> latest() {
        return latest;
    }

    /** The dimensions that something has a value of. */
    public Set<Dimension> dimensions() {
        return Set.copyOf(dimensions);
    }

    public List<UnitChange> unitChanges() {
        return List.copyOf(unitChanges);
    }

    /** What all of them add to the cells of a facet; fastest if larger facets come first. */
    public CellFold cells(Facet facet) {
        Map<Slot, Accumulator> cells = new HashMap<>(events(new Level(facet, facet.finestGrain())));
        beyondEvents(facet).forEach((slot, content) -> cells.merge(slot, content, RollFold::sum));
        return new CellFold(facet, numbers, cells);
    }

    private Map<Slot, Accumulator> events(Level level) {
        STEPS.stream()
                .filter(step -> dimensions.containsAll(step.dimensions()))
                .map(step -> new Level(step, level.grain()))
                .filter(step -> step.tellsOf(level))
                .forEach(this::addedUp);
        return addedUp(level);
    }

    /** From what is the least to add up. */
    private Map<Slot, Accumulator> addedUp(Level level) {
        Map<Slot, Accumulator> known = eventsByLevel.get(level);
        if (known != null) {
            return known;
        }
        Map<Slot, Accumulator> sums = eventsByLevel.entrySet().stream()
                .filter(larger -> larger.getKey().tellsOf(level))
                .min(Comparator.comparingInt(larger -> larger.getValue().size()))
                .map(larger -> addUp(level, larger.getKey().facet(), larger.getValue()))
                .orElseGet(() -> addUp(level));
        eventsByLevel.put(level, sums);
        return sums;
    }

    private Map<Slot, Accumulator> addUp(Level level) {
        int[] positions = positions(level.facet(), ALL_DIMENSIONS);
        Map<Slot, Accumulator> cells = new HashMap<>();
        sums.values().forEach(sum -> cellIn(cells, slot(level.grain(), sum.bucketStart(), sum.values(), positions))
                .merge(sum.content()));
        return cells;
    }

    private static Map<Slot, Accumulator> addUp(Level level, Facet larger, Map<Slot, Accumulator> sums) {
        int[] positions = positions(level.facet(), larger.dimensions());
        Map<Slot, Accumulator> cells = new HashMap<>();
        sums.forEach((slot, content) -> cellIn(cells, slot(level.grain(), slot.start(), slot.values(), positions))
                .merge(content));
        return cells;
    }

    /** Names and units of work. */
    private Map<Slot, Accumulator> beyondEvents(Facet facet) {
        Map<Slot, Accumulator> cells = new HashMap<>();
        if (facet.equals(PROJECT)) {
            projectNames.forEach((slot, name) -> cellIn(cells, slot).add(name));
        }
        for (UnitChange change : unitChanges) {
            change.before()
                    .ifPresent(unit -> forEachSlot(
                            facet, unit, (slot, byok) -> cellIn(cells, slot).remove(unit, byok)));
            change.after()
                    .ifPresent(unit -> forEachSlot(
                            facet, unit, (slot, byok) -> cellIn(cells, slot).add(unit, byok)));
        }
        return cells;
    }

    private static Accumulator cellIn(Map<Slot, Accumulator> cells, Slot slot) {
        return cells.computeIfAbsent(slot, absent -> new Accumulator(Accumulator.EVERYTHING));
    }

    private static Accumulator sum(Accumulator one, Accumulator other) {
        Accumulator sum = new Accumulator(Accumulator.EVERYTHING);
        sum.merge(one);
        sum.merge(other);
        return sum;
    }

    private void forEachSlot(Facet facet, UnitOfWork unit, BiConsumer<Slot, Boolean> action) {
        long second = unit.startedAt().getEpochSecond();
        int[] positions = positions(facet, ALL_DIMENSIONS);
        Map<Slot, Boolean> byokBySlot = new HashMap<>();
        for (Use use : unit.uses()) {
            byokBySlot.merge(
                    slot(facet.finestGrain(), second, numbersOf(use.dimensions()), positions),
                    use.byok(),
                    Boolean::logicalOr);
        }
        byokBySlot.forEach(action);
    }

    private Sum newSum(Point point) {
        return new Sum(
                point.bucketStart().getEpochSecond(),
                numbersOf(point.dimensions()),
                new Accumulator(Accumulator.EVERYTHING));
    }

    private int[] numbersOf(Dimensions dimensions) {
        int[] values = new int[ALL_DIMENSIONS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.of(dimensions.get(ALL_DIMENSIONS.get(i)));
        }
        return values;
    }

    /** Where the values of a facet's key stand among those of some dimensions. */
    private static int[] positions(Facet facet, List<Dimension> among) {
        return facet.dimensions().stream().mapToInt(among::indexOf).toArray();
    }

    private static Slot slot(Grain grain, long second, int[] values, int[] positions) {
        int[] key = new int[MOST_DIMENSIONS];
        for (int i = 0; i < positions.length; i++) {
            key[i] = values[positions[i]];
        }
        return new Slot(grain.startOf(second), key[0], key[1], key[2]);
    }

    private void note(Dimensions values) {
        if (dimensions.size() < ALL_DIMENSIONS.size()) {
            for (Dimension dimension : ALL_DIMENSIONS) {
                if (values.get(dimension) != null) {
                    dimensions.add(dimension);
                }
            }
        }
    }

    /** What the events that a cell counts add up to. */
    Accumulator events(CellKey cell) {
        Accumulator events = new Accumulator(Accumulator.EVERYTHING);
        sums.forEach((point, sum) -> {
            if (isOf(cell, point.bucketStart(), cell.facet().keyOf(point.dimensions()))) {
                events.merge(sum.content());
            }
        });
        if (cell.facet().equals(PROJECT)) {
            projectNames.forEach((slot, name) -> {
                if (isOf(cell, Instant.ofEpochSecond(slot.start()), List.of(numbers.value(slot.first())))) {
                    events.add(name);
                }
            });
        }
        return events;
    }

    private static boolean isOf(CellKey cell, Instant time, List<String> values) {
        return cell.grain().startOf(time).equals(cell.bucketStart())
                && cell.values().equals(values);
    }

    private void widenTo(Instant time) {
        earliest = Optional.of(earliest.filter(time::isAfter).orElse(time));
        latest = Optional.of(latest.filter(time::isBefore).orElse(time));
    }

    private static Instant bucketOf(Instant time) {
        return Grain.ALL.get(0).startOf(time);
    }
}
