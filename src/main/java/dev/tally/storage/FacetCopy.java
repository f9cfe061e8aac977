package dev.tally.storage;

import dev.tally.model.Dimension;
import dev.tally.model.Facet;
import dev.tally.model.Grain;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Makes the cells of a facet out of those of the facet without its new dimensions, which no event has had a value of: the
 * same cells, with null in their keys.
 */
final class FacetCopy {
    private static final String COPY = """
            INSERT INTO usage_cell (account_id, facet, grain, bucket_start, hash_1, hash_2, hash_3, key_1, key_2, key_3,
              measures, durations)
            SELECT c.account_id, $2::smallint, c.grain, c.bucket_start, %s, %s, c.measures, c.durations
            FROM usage_cell c WHERE c.account_id = $1 AND c.facet = $3 AND c.grain = ANY ($4::smallint[])
            """;

    private static final String NO_HASH = "'" + KeyHash.NONE + "'::uuid";
    private static final String NO_VALUE = "NULL::text";

    private FacetCopy() {}

    /** @param kept the dimensions of the facets that there are */
    static String sql(Facet facet, Set<Dimension> kept) {
        List<Dimension> present = present(facet, kept);
        return COPY.formatted(columns(facet, present, "c.hash_", NO_HASH), columns(facet, present, "c.key_", NO_VALUE));
    }

    static Tuple parameters(UUID accountId, Facet facet, Set<Dimension> kept) {
        return Tuple.of(
                accountId,
                facet.id(),
                Dimension.bits(present(facet, kept)),
                facet.grains().stream().map(Grain::id).toArray(Short[]::new));
    }

    private static String columns(Facet facet, List<Dimension> present, String prefix, String absent) {
        List<String> columns = new ArrayList<>();
        for (Dimension dimension : facet.dimensions()) {
            columns.add(present.contains(dimension) ? prefix + (present.indexOf(dimension) + 1) : absent);
        }
        while (columns.size() < CellColumns.MOST_VALUES) {
            columns.add(absent);
        }
        return String.join(", ", columns);
    }

    private static List<Dimension> present(Facet facet, Set<Dimension> kept) {
        return facet.dimensions().stream().filter(kept::contains).toList();
    }
}
