package dev.tally.aggregate;

import dev.tally.aggregate.CellFold.Slot;
import dev.tally.model.Dimension;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Events that have values of certain dimensions only, added up for the cells of every facet: under a few large facets while
 * they come, and from these under the others when they are asked for. Not thread-safe.
 */
final class EventSums {
    /**
     * Facets that are added up for the sake of smaller ones only. A provider follows from the model, mostly, so that these
     * have few more keys than what is added up from them.
     */
    private static final List<Facet> STEPS = List.of(
            new Facet(List.of(Dimension.MODEL, Dimension.PROVIDER, Dimension.OPERATION)),
            new Facet(List.of(Dimension.MODEL, Dimension.PROVIDER, Dimension.EMAIL)));

    /** Dimensions as numbers, each at the place of its {@link Dimension}, and what was added up for them in a bucket. */
    @SuppressWarnings("ArrayRecordComponent")
    record Sum(long bucketStart, int[] values, Accumulator content) {}

    /** A facet in a grain. */
    private record Level(Facet facet, Grain grain) {
        boolean tellsOf(Level smaller) {
            return grain.compareTo(smaller.grain) <= 0 && facet.dimensions().containsAll(smaller.facet.dimensions());
        }
    }

    private final Set<Dimension> dimensions;

    /** What the others follow from. */
    private final List<Level> bases;

    private final Map<Level, Map<Slot, Accumulator>> cells = new HashMap<>();

    EventSums(Set<Dimension> dimensions) {
        this.dimensions = Set.copyOf(dimensions);
        this.bases = bases(this.dimensions);
        bases.forEach(level -> cells.put(level, new HashMap<>()));
    }

    private static List<Level> bases(Set<Dimension> dimensions) {
        List<Level> bases = new ArrayList<>();
        Stream<Level> steps = STEPS.stream()
                .filter(step -> dimensions.containsAll(step.dimensions()))
                .map(step -> new Level(step, Grain.ALL.get(0)));
        Stream<Level> facets = Facet.within(dimensions).stream().map(facet -> new Level(facet, facet.finestGrain()));
        Stream.concat(steps, facets).forEach(level -> {
            if (bases.stream().noneMatch(base -> base.tellsOf(level))) {
                bases.add(level);
            }
        });
        return List.copyOf(bases);
    }

    /** Whether these are the dimensions that it is made for. */
    boolean areOf(Set<Dimension> others) {
        return dimensions.equals(others);
    }

    int size() {
        return cells.values().stream().mapToInt(Map::size).sum();
    }

    void add(Collection<Sum> sums) {
        cells.keySet().retainAll(bases);
        for (Level base : bases) {
            Map<Slot, Accumulator> sumsOfBase = cells.get(base);
            int[] positions = Slot.positions(base.facet(), Dimension.ALL);
            for (Sum sum : sums) {
                Slot.of(base.grain(), sum.bucketStart(), sum.values(), positions)
                        .in(sumsOfBase)
                        .merge(sum.content());
            }
        }
    }

    /** What they add to the cells of a facet, in its finest grain; fastest if larger facets come first. */
    Map<Slot, Accumulator> of(Facet facet) {
        Facet known = new Facet(
                facet.dimensions().stream().filter(dimensions::contains).toList());
        Map<Slot, Accumulator> sums = at(new Level(known, facet.finestGrain()));
        return known.equals(facet) ? sums : addUp(facet.finestGrain(), Slot.positions(facet, known.dimensions()), sums);
    }

    /** From what is the least to add up. */
    private Map<Slot, Accumulator> at(Level level) {
        Map<Slot, Accumulator> known = cells.get(level);
        if (known != null) {
            return known;
        }
        Level larger = cells.keySet().stream()
                .filter(other -> other.tellsOf(level))
                .min(Comparator.comparingInt(other -> cells.get(other).size()))
                .orElseThrow();
        int[] positions = Slot.positions(level.facet(), larger.facet().dimensions());
        Map<Slot, Accumulator> sums = addUp(level.grain(), positions, cells.get(larger));
        cells.put(level, sums);
        return sums;
    }

    private static Map<Slot, Accumulator> addUp(Grain grain, int[] positions, Map<Slot, Accumulator> larger) {
        Map<Slot, Accumulator> sums = new HashMap<>();
        larger.forEach((slot, content) ->
                Slot.of(grain, slot.start(), slot.values(), positions).in(sums).merge(content));
        return sums;
    }
}
