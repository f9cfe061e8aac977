package dev.tally.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * Which cell of an account this is.
 *
 * @param bucketStart UTC; a multiple of the grain
 * @param values one for each of the facet's dimensions; null for what has none
 */
public record CellKey(Facet facet, Grain grain, Instant bucketStart, List<String> values) {
    public CellKey {
        values = Collections.unmodifiableList(values);
    }
}
