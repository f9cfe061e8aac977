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
            INSERT INTO usage_cell (account_id, facet, grain, bucket_start, key_hash, key_1, key_2, key_3, measures, durations)
            SELECT c.account_id, $2::smallint, c.grain, c.bucket_start, substring(sha256(%s) FOR 16), %s, c.measures, c.durations
            FROM usage_cell c WHERE c.account_id = $1 AND c.facet = $3 AND c.grain = ANY ($4::smallint[])
            """;

    /** What {@link CellKeyHash} is made of. */
    private static final String HASHED = """
            coalesce(int4send(octet_length(convert_to(%1$s, 'UTF8'))) || convert_to(%1$s, 'UTF8'), int4send(-1))""";

    private static final int COLUMNS = 3;

    private FacetCopy() {}

    /** @param kept the dimensions of the facets that there are */
    static String sql(Facet facet, Set<Dimension> kept) {
        List<Dimension> present = present(facet, kept);
        List<String> columns = new ArrayList<>();
        for (Dimension dimension : facet.dimensions()) {
            columns.add(present.contains(dimension) ? "c.key_" + (present.indexOf(dimension) + 1) : "NULL::text");
        }
        String hashed =
                String.join(" || ", columns.stream().map(HASHED::formatted).toList());
        while (columns.size() < COLUMNS) {
            columns.add("NULL::text");
        }
        return COPY.formatted(hashed, String.join(", ", columns));
    }

    static Tuple parameters(UUID accountId, Facet facet, Set<Dimension> kept) {
        return Tuple.of(
                accountId,
                facet.id(),
                Dimension.bits(present(facet, kept)),
                facet.grains().stream().map(Grain::id).toArray(Short[]::new));
    }

    private static List<Dimension> present(Facet facet, Set<Dimension> kept) {
        return facet.dimensions().stream().filter(kept::contains).toList();
    }
}
