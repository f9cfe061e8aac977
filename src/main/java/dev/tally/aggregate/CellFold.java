package dev.tally.aggregate;

import dev.tally.model.CellKey;
import dev.tally.model.Dimension;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be added to the cells of one facet, in all of its grains. Not thread-safe. */
public final class CellFold {
    private final Facet facet;
    private final ValueNumbers numbers;
    private final Map<CellKey, Accumulator> cells = new HashMap<>();

    /** @param finest in the finest grain of the facet */
    CellFold(Facet facet, ValueNumbers numbers, Map<Slot, Accumulator> finest) {
        this.facet = facet;
        this.numbers = numbers;
        Map<Slot, Accumulator> level = finest;
        for (Grain grain : facet.grains()) {
            level = grain == facet.finestGrain() ? level : coarser(level, grain);
            level.forEach((slot, content) -> cells.put(keyOf(slot, grain), content));
        }
    }

    /**
     * A key in a bucket, as numbers: comparing values themselves took most of the time of a roll.
     *
     * @param start of the bucket, in seconds since 1970
     * @param first stands for the first value of the key, as far as the facet has one; the others likewise
     */
    record Slot(long start, int first, int second, int third) {
        /** 2⁶⁴ divided by the golden ratio: Knuth's multiplicative hashing (The Art of Computer Programming, volume 3, 6.4). */
        private static final long SPREAD = 0x9E3779B97F4A7C15L;

        /**
         * The slot of something that happened at a second since 1970.
         *
         * @param values of some dimensions
         * @param positions where those of the key stand among them; -1 for one that is null
         */
        static Slot of(Grain grain, long second, int[] values, int[] positions) {
            return new Slot(
                    grain.startOf(second),
                    value(0, values, positions),
                    value(1, values, positions),
                    value(2, values, positions));
        }

        private static int value(int place, int[] values, int[] positions) {
            return place >= positions.length || positions[place] < 0 ? ValueNumbers.OF_NULL : values[positions[place]];
        }

        /** Where the values of a facet's key stand among those of some dimensions; -1 where they do not. */
        static int[] positions(Facet facet, List<Dimension> among) {
            return facet.dimensions().stream().mapToInt(among::indexOf).toArray();
        }

        /** What a record would have by itself is the same for many slots, as starts are round and the other numbers small. */
        @Override
        public int hashCode() {
            long hash = ((start * SPREAD + first) * SPREAD + second) * SPREAD + third;
            return Long.hashCode(hash * SPREAD);
        }

        int[] values() {
            return new int[] {first, second, third};
        }

        /** Its content among those of some cells, which is made where there is none. */
        Accumulator in(Map<Slot, Accumulator> cells) {
            return cells.computeIfAbsent(this, absent -> new Accumulator(Accumulator.EVERYTHING));
        }

        Slot at(long otherStart) {
            return new Slot(otherStart, first, second, third);
        }
    }

    /** The cells that something is added to, or taken from. */
    public Collection<CellKey> keys() {
        return cells.keySet();
    }

    /**
     * A cell's content once this is added to it.
     *
     * @param stored what it was until now; empty where there was no such cell
     * @return empty where nothing is left of it
     */
    public Optional<CellBytes> merged(CellKey key, Optional<CellBytes> stored) {
        Accumulator content = cells.get(key);
        if (stored.isPresent()) {
            Accumulator merged = new Accumulator(Accumulator.EVERYTHING);
            merged.merge(stored.get());
            merged.merge(content);
            content = merged;
        }
        return content.isEmpty() ? Optional.empty() : Optional.of(content.encode());
    }

    private CellKey keyOf(Slot slot, Grain grain) {
        int[] values = slot.values();
        List<String> key = new ArrayList<>();
        for (int i = 0; i < facet.dimensions().size(); i++) {
            key.add(numbers.value(values[i]));
        }
        return new CellKey(facet, grain, Instant.ofEpochSecond(slot.start()), key);
    }

    private static Map<Slot, Accumulator> coarser(Map<Slot, Accumulator> finer, Grain grain) {
        Map<Slot, Accumulator> result = new HashMap<>();
        finer.forEach((slot, content) ->
                slot.at(grain.startOf(slot.start())).in(result).merge(content));
        return result;
    }
}
