package dev.tally.aggregate;

import dev.tally.model.CellKey;
import dev.tally.model.Dimensions;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import dev.tally.model.MeteredEvent;
import dev.tally.model.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes the cells anew in which an event was counted that is gone: the finest from the events that remain, each coarser
 * one from the finer. Nothing is subtracted, so that maxima, percentiles and names come out right too. What the cells count
 * of units of work stays as it is. Not thread-safe.
 */
public final class CellRepair {
    /** The buckets of the finest grains of all facets lie within one of these. */
    private static final Grain WIDEST_FINEST = Facet.ALL.stream()
            .map(facet -> facet.grains().get(0))
            .reduce(CellRepair::coarser)
            .orElseThrow();

    private final Instant time;
    private final Dimensions dimensions;
    private final List<Facet> facets;
    private final RollFold remaining = new RollFold();

    /**
     * A repair for one event.
     *
     * @param time of the event that is gone
     * @param dimensions of that event
     * @param facets those that the account's cells are of
     */
    public CellRepair(Instant time, Dimensions dimensions, List<Facet> facets) {
        this.time = time;
        this.dimensions = dimensions;
        this.facets = List.copyOf(facets);
    }

    /** The time in which all remaining events are to be added that are in cells. */
    public TimeRange events() {
        Instant start = WIDEST_FINEST.startOf(time);
        return new TimeRange(start, WIDEST_FINEST.endOf(start));
    }

    public void add(MeteredEvent event) {
        remaining.add(event);
    }

    /** The stored cells that the repair looks at or changes. */
    public Collection<CellKey> needed() {
        Set<CellKey> needed = new HashSet<>();
        for (Facet facet : facets) {
            List<CellKey> chain = chain(facet);
            needed.addAll(chain);
            for (int i = 1; i < chain.size(); i++) {
                needed.addAll(parts(chain.get(i), facet.grains().get(i - 1)));
            }
        }
        return needed;
    }

    /**
     * The cells that counted the event, as they are without it.
     *
     * @param stored those of the needed cells that there are
     * @return empty for each of which nothing is left
     */
    public Map<CellKey, Optional<CellBytes>> repaired(Map<CellKey, CellBytes> stored) {
        Map<CellKey, CellBytes> present = new HashMap<>(stored);
        Map<CellKey, Optional<CellBytes>> repaired = new HashMap<>();
        for (Facet facet : facets) {
            List<CellKey> chain = chain(facet);
            for (int i = 0; i < chain.size(); i++) {
                CellKey cell = chain.get(i);
                Accumulator content = i == 0
                        ? finest(cell, present)
                        : merged(parts(cell, facet.grains().get(i - 1)), present);
                present.remove(cell);
                repaired.put(cell, content.isEmpty() ? Optional.empty() : Optional.of(content.encode()));
                repaired.get(cell).ifPresent(bytes -> present.put(cell, bytes));
            }
        }
        return repaired;
    }

    private Accumulator finest(CellKey cell, Map<CellKey, CellBytes> present) {
        Accumulator content = remaining.content(cell);
        Optional.ofNullable(present.get(cell)).ifPresent(content::mergeUnits);
        return content;
    }

    private static Accumulator merged(List<CellKey> parts, Map<CellKey, CellBytes> present) {
        Accumulator content = new Accumulator(Accumulator.EVERYTHING);
        parts.forEach(part -> Optional.ofNullable(present.get(part)).ifPresent(content::merge));
        return content;
    }

    /** The cells of a facet that count the event, finest first. */
    private List<CellKey> chain(Facet facet) {
        return facet.grains().stream()
                .map(grain -> new CellKey(facet, grain, grain.startOf(time), facet.keyOf(dimensions)))
                .toList();
    }

    /** The cells of a finer grain that tile a cell. */
    private static List<CellKey> parts(CellKey cell, Grain finer) {
        List<CellKey> parts = new ArrayList<>();
        Instant end = cell.grain().endOf(cell.bucketStart());
        for (Instant start = cell.bucketStart(); start.isBefore(end); start = finer.endOf(start)) {
            parts.add(new CellKey(cell.facet(), finer, start, cell.values()));
        }
        return parts;
    }

    private static Grain coarser(Grain one, Grain other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
