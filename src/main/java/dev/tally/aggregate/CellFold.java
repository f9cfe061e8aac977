package dev.tally.aggregate;

import dev.tally.model.CellKey;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be added to the cells of one facet, in all of its grains. Not thread-safe. */
public final class CellFold {
    private final Map<CellKey, Accumulator> cells = new HashMap<>();

    CellFold(Facet facet, Map<Bucket, Accumulator> finest) {
        Map<Bucket, Accumulator> level = finest;
        for (Grain grain : facet.grains()) {
            level = coarser(level, grain);
            level.forEach((bucket, content) ->
                    cells.put(new CellKey(facet, grain, bucket.start(), bucket.values()), content));
        }
    }

    /** A group of a facet in a stretch of time. */
    record Bucket(Instant start, List<String> values) {}

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

    private static Map<Bucket, Accumulator> coarser(Map<Bucket, Accumulator> finer, Grain grain) {
        Map<Bucket, Accumulator> result = new HashMap<>();
        finer.forEach((bucket, content) -> result.computeIfAbsent(
                        new Bucket(grain.startOf(bucket.start()), bucket.values()),
                        absent -> new Accumulator(Accumulator.EVERYTHING))
                .merge(content));
        return result;
    }
}
