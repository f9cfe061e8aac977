package dev.tally.aggregate;

import dev.tally.aggregate.CellFold.Slot;
import dev.tally.aggregate.EventSums.Sum;
import dev.tally.model.CellKey;
import dev.tally.model.Dimension;
import dev.tally.model.Dimensions;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import dev.tally.model.MeteredEvent;
import dev.tally.model.UnitChange;
import dev.tally.model.UnitName;
import dev.tally.model.UnitOfWork;
import dev.tally.model.UnitOfWork.Use;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Folds the events and changed units of one roll into what they add to the cells of each facet. It needs memory for those
 * cells, however many events there are.
 *
 * <p>Some of the events are added up first where they have equal dimensions and lie in the same bucket, once for all facets.
 * Not thread-safe.
 */
public final class RollFold {
    private static final Facet PROJECT = Facet.of(Set.of(Dimension.PROJECT)).orElseThrow();
    private static final Grain PROJECT_GRAIN = PROJECT.finestGrain();
    private static final int[] PROJECT_POSITION = Slot.positions(PROJECT, Dimension.ALL);

    /** So few that all of them are in a processor's cache when they are added to one facet after another. */
    private static final int MOST_SUMS = 1000;

    private record Point(Instant bucketStart, Dimensions dimensions) {}

    /**
     * A unit with the dimensions of its uses as numbers, which every facet needs.
     *
     * @param values one array for each use
     */
    private record NumberedUnit(UnitOfWork unit, List<int[]> values) {}

    private record NumberedChange(UnitChange change, Optional<NumberedUnit> before, Optional<NumberedUnit> after) {}

    private final ValueNumbers numbers = new ValueNumbers();

    /** In the order in which they lie in memory, which is faster to go through. */
    private final Map<Point, Sum> sums = new LinkedHashMap<>();

    /** A further one whenever an event is the first that has a value of some dimension: few have that. */
    private final List<EventSums> eventSums = new ArrayList<>();

    private final Map<Slot, Naming> projectNames = new HashMap<>();

    private final Map<UnitName, NumberedChange> unitChanges = new LinkedHashMap<>();
    private final Set<Dimension> eventDimensions = EnumSet.noneOf(Dimension.class);
    private final Set<Dimension> unitDimensions = EnumSet.noneOf(Dimension.class);
    private long events;
    private Optional<Instant> firstEventAt = Optional.empty();
    private Optional<Instant> earliest = Optional.empty();
    private Optional<Instant> latest = Optional.empty();

    public void add(MeteredEvent event) {
        events++;
        firstEventAt = Optional.of(firstEventAt.filter(event.time()::isAfter).orElse(event.time()));
        widenTo(event.time());
        Sum sum = sums.computeIfAbsent(new Point(bucketOf(event.time()), event.dimensions()), this::newSum);
        sum.content().add(event.usage());
        if (event.dimensions().projectId() != null && event.projectName() != null) {
            projectNames.merge(
                    Slot.of(PROJECT_GRAIN, sum.bucketStart(), sum.values(), PROJECT_POSITION),
                    new Naming(event.time(), event.projectName()),
                    Naming::later);
        }
        if (sums.size() == MOST_SUMS) {
            addSums();
        }
    }

    /** Adds the change of a unit, unless one of the same unit was added before. */
    public void add(UnitChange change) {
        UnitOfWork either = change.after().or(change::before).orElseThrow();
        if (!has(either.name())) {
            unitChanges.put(
                    either.name(),
                    new NumberedChange(
                            change,
                            change.before().map(this::numbered),
                            change.after().map(this::numbered)));
            change.after().ifPresent(unit -> {
                widenTo(unit.startedAt());
                unit.uses().forEach(use -> note(use.dimensions(), unitDimensions));
            });
        }
    }

    private NumberedUnit numbered(UnitOfWork unit) {
        return new NumberedUnit(
                unit,
                unit.uses().stream().map(use -> numbersOf(use.dimensions())).toList());
    }

    /** Whether the change of a unit was added. */
    public boolean has(UnitName unit) {
        return unitChanges.containsKey(unit);
    }

    public boolean isEmpty() {
        return events == 0 && unitChanges.isEmpty();
    }

    /** How many sums and units it holds: what it needs memory for. */
    public int size() {
        return sums.size()
                + unitChanges.size()
                + eventSums.stream().mapToInt(EventSums::size).sum();
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
        Set<Dimension> all = EnumSet.copyOf(eventDimensions);
        all.addAll(unitDimensions);
        return all;
    }

    public List<UnitChange> unitChanges() {
        return unitChanges.values().stream().map(NumberedChange::change).toList();
    }

    /** What all of them add to the cells of a facet; fastest if larger facets come first. */
    public CellFold cells(Facet facet) {
        return new CellFold(facet, numbers, finestCells(facet));
    }

    /** What is in a cell of the finest grain of its facet if nothing else is added to it. */
    Accumulator content(CellKey cell) {
        int[] values = cell.values().stream().mapToInt(numbers::of).toArray();
        Accumulator content = new Accumulator(Accumulator.EVERYTHING);
        Optional.ofNullable(finestCells(cell.facet())
                        .get(Slot.of(
                                cell.grain(),
                                cell.bucketStart().getEpochSecond(),
                                values,
                                Slot.positions(cell.facet(), cell.facet().dimensions()))))
                .ifPresent(content::merge);
        return content;
    }

    private Map<Slot, Accumulator> finestCells(Facet facet) {
        addSums();
        Map<Slot, Accumulator> cells = beyondEvents(facet);
        eventSums.forEach(some -> addTo(cells, some.of(facet)));
        return cells;
    }

    private void addSums() {
        if (!sums.isEmpty()) {
            if (eventSums.isEmpty() || !eventSums.get(eventSums.size() - 1).areOf(eventDimensions)) {
                eventSums.add(new EventSums(eventDimensions));
            }
            eventSums.get(eventSums.size() - 1).add(sums.values());
            sums.clear();
        }
    }

    /** What is added stays as it is. */
    private static void addTo(Map<Slot, Accumulator> cells, Map<Slot, Accumulator> added) {
        added.forEach((slot, content) -> cells.merge(slot, content, RollFold::sum));
    }

    private static Accumulator sum(Accumulator one, Accumulator other) {
        Accumulator sum = new Accumulator(Accumulator.EVERYTHING);
        sum.merge(one);
        sum.merge(other);
        return sum;
    }

    /** Names and units of work. */
    private Map<Slot, Accumulator> beyondEvents(Facet facet) {
        Map<Slot, Accumulator> cells = new HashMap<>();
        if (facet.equals(PROJECT)) {
            projectNames.forEach((slot, name) -> slot.in(cells).add(name));
        }
        Grain grain = facet.finestGrain();
        int[] positions = Slot.positions(facet, Dimension.ALL);
        for (NumberedChange change : unitChanges.values()) {
            change.before()
                    .ifPresent(numbered -> forEachSlot(grain, positions, numbered, (slot, byok) -> slot.in(cells)
                            .remove(numbered.unit(), byok)));
            change.after()
                    .ifPresent(numbered -> forEachSlot(grain, positions, numbered, (slot, byok) -> slot.in(cells)
                            .add(numbered.unit(), byok)));
        }
        return cells;
    }

    private static void forEachSlot(
            Grain grain, int[] positions, NumberedUnit numbered, BiConsumer<Slot, Boolean> action) {
        long second = numbered.unit().startedAt().getEpochSecond();
        Map<Slot, Boolean> byokBySlot = new HashMap<>();
        Iterator<int[]> values = numbered.values().iterator();
        for (Use use : numbered.unit().uses()) {
            byokBySlot.merge(Slot.of(grain, second, values.next(), positions), use.byok(), Boolean::logicalOr);
        }
        byokBySlot.forEach(action);
    }

    private Sum newSum(Point point) {
        note(point.dimensions(), eventDimensions);
        return new Sum(
                point.bucketStart().getEpochSecond(),
                numbersOf(point.dimensions()),
                new Accumulator(Accumulator.EVERYTHING));
    }

    private int[] numbersOf(Dimensions dimensions) {
        int[] values = new int[Dimension.ALL.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.of(dimensions.get(Dimension.ALL.get(i)));
        }
        return values;
    }

    private static void note(Dimensions values, Set<Dimension> noted) {
        if (noted.size() < Dimension.ALL.size()) {
            for (Dimension dimension : Dimension.ALL) {
                if (values.get(dimension) != null) {
                    noted.add(dimension);
                }
            }
        }
    }

    private void widenTo(Instant time) {
        earliest = Optional.of(earliest.filter(time::isAfter).orElse(time));
        latest = Optional.of(latest.filter(time::isBefore).orElse(time));
    }

    private static Instant bucketOf(Instant time) {
        return Grain.ALL.get(0).startOf(time);
    }
}
