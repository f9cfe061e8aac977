package dev.tally.storage;

import dev.tally.aggregate.CellBytes;
import dev.tally.model.Breakdown;
import dev.tally.model.Detail;
import dev.tally.model.Dimension;
import dev.tally.query.Plan.CellRange;
import dev.tally.query.Plan.CellRead;
import dev.tally.query.UsageQuery;
import dev.tally.query.UsageSnapshot.Cell;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the cells of a query, those of all its breakdowns in one statement: a row of parameters for each range. */
final class CellRows {
    private static final String SELECT = """
            SELECT r.breakdown, c.bucket_start, c.key_1, c.key_2, c.key_3, c.measures,
              CASE WHEN $7 THEN c.durations END
            FROM unnest($2::integer[], $3::smallint[], $4::smallint[], $5::timestamptz[], $6::timestamptz[]%s)
              AS r (breakdown, facet, grain, range_start, range_end%s)
            JOIN usage_cell c ON c.account_id = $1 AND c.facet = r.facet AND c.grain = r.grain
              AND c.bucket_start >= r.range_start AND c.bucket_start < r.range_end
            """;

    private static final int FIRST_FILTER = 8;

    private final UsageQuery query;
    private final List<Breakdown> breakdowns = new ArrayList<>();
    private final List<CellRead> reads = new ArrayList<>();

    CellRows(UsageQuery query, Map<Breakdown, CellRead> reads) {
        this.query = query;
        reads.forEach((breakdown, read) -> {
            breakdowns.add(breakdown);
            this.reads.add(read);
        });
    }

    /** Each filter brings two parameters: where in the key of each range its dimension stands, and its values. */
    SelectStatement select() {
        StringBuilder columns = new StringBuilder();
        StringBuilder names = new StringBuilder();
        StringBuilder conditions = new StringBuilder();
        Tuple parameters = ranges();
        int number = 0;
        for (Map.Entry<Dimension, Set<String>> filter : new TreeMap<>(query.filters()).entrySet()) {
            int position = FIRST_FILTER + 2 * number++;
            columns.append(", $").append(position).append("::integer[]");
            names.append(", filter_").append(number);
            conditions.append(number == 1 ? "WHERE " : "AND ");
            conditions.append("(ARRAY[c.key_1, c.key_2, c.key_3])[r.filter_%d] = ANY ($%d::text[])%n"
                    .formatted(number, position + 1));
            parameters.addValue(positions(filter.getKey()));
            parameters.addArrayOfString(filter.getValue().stream().sorted().toArray(String[]::new));
        }
        return new SelectStatement(SELECT.formatted(columns, names) + conditions, parameters);
    }

    Cell cell(Row row) {
        int index = row.getInteger(0);
        Buffer durations = row.get(Buffer.class, 6);
        int size = reads.get(index).facet().dimensions().size();
        String[] values = new String[size];
        for (int i = 0; i < size; i++) {
            values[i] = row.getString(2 + i);
        }
        return new Cell(
                breakdowns.get(index),
                row.getOffsetDateTime(1).toInstant(),
                Arrays.asList(values),
                new CellBytes(row.get(Buffer.class, 5).getBytes(), durations == null ? null : durations.getBytes()));
    }

    private Tuple ranges() {
        List<Integer> indexes = new ArrayList<>();
        List<Short> facets = new ArrayList<>();
        List<Short> grains = new ArrayList<>();
        List<OffsetDateTime> starts = new ArrayList<>();
        List<OffsetDateTime> ends = new ArrayList<>();
        for (int i = 0; i < reads.size(); i++) {
            for (CellRange range : reads.get(i).ranges()) {
                indexes.add(i);
                facets.add(reads.get(i).facet().id());
                grains.add(range.grain().id());
                starts.add(range.range().from().atOffset(ZoneOffset.UTC));
                ends.add(range.range().to().atOffset(ZoneOffset.UTC));
            }
        }
        return Tuple.tuple()
                .addUUID(query.accountId())
                .addValue(indexes.toArray(Integer[]::new))
                .addValue(facets.toArray(Short[]::new))
                .addValue(grains.toArray(Short[]::new))
                .addValue(starts.toArray(OffsetDateTime[]::new))
                .addValue(ends.toArray(OffsetDateTime[]::new))
                .addBoolean(query.details().contains(Detail.PERCENTILES));
    }

    private Integer[] positions(Dimension dimension) {
        return reads.stream()
                .flatMap(read -> read.ranges().stream()
                        .map(range -> read.facet().dimensions().indexOf(dimension) + 1))
                .toArray(Integer[]::new);
    }
}
