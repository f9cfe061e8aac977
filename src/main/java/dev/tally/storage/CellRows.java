package dev.tally.storage;

import dev.tally.aggregate.CellBytes;
import dev.tally.model.Breakdown;
import dev.tally.model.Detail;
import dev.tally.model.Dimension;
import dev.tally.query.Plan.CellRead;
import dev.tally.query.UsageQuery;
import dev.tally.query.UsageSnapshot.Cell;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads the cells of a query, those of all its breakdowns in one statement that is the same for all queries. */
final class CellRows {
    private static final String COLUMNS = """
            SELECT r.breakdown, c.bucket_start, c.key_1, c.key_2, c.key_3, c.measures,
              CASE WHEN $2 THEN c.durations END
            """;

    private static final String OF_KEY = """
            JOIN usage_cell c ON c.account_id = $1 AND c.facet = r.facet AND c.grain = r.grain
              AND c.hash_1 BETWEEN r.first_1 AND r.last_1
              AND c.hash_2 BETWEEN r.first_2 AND r.last_2
              AND c.hash_3 BETWEEN r.first_3 AND r.last_3
            """;

    private static final String SELECT = COLUMNS + """
            FROM unnest($3::integer[], $4::smallint[], $5::smallint[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[],
                $10::uuid[], $11::uuid[], $12::timestamptz[], $13::timestamptz[])
              AS r (breakdown, facet, grain, first_1, last_1, first_2, last_2, first_3, last_3, range_start, range_end)
            """ + OF_KEY + """
              AND c.bucket_start >= r.range_start AND c.bucket_start < r.range_end
            UNION ALL
            """ + COLUMNS + """
            FROM unnest($14::integer[], $15::smallint[], $16::smallint[], $17::uuid[], $18::uuid[], $19::uuid[], $20::uuid[],
                $21::uuid[], $22::uuid[], $23::timestamptz[])
              AS r (breakdown, facet, grain, first_1, last_1, first_2, last_2, first_3, last_3, bucket_start)
            """ + OF_KEY + """
              AND c.bucket_start = r.bucket_start
            """;

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

    SelectStatement select() {
        CellRanges ranges = new CellRanges(query.filters());
        for (int i = 0; i < reads.size(); i++) {
            ranges.add(i, reads.get(i));
        }
        Tuple parameters = Tuple.of(query.accountId(), query.details().contains(Detail.PERCENTILES));
        ranges.addTo(parameters);
        return new SelectStatement(SELECT, parameters);
    }

    /** Whether the filters of the query match a cell: where they have very many values, more is read than is wanted. */
    boolean isWanted(Cell cell) {
        List<Dimension> dimensions =
                reads.get(breakdowns.indexOf(cell.breakdown())).facet().dimensions();
        return query.filters().entrySet().stream()
                .allMatch(filter -> filter.getValue().contains(cell.values().get(dimensions.indexOf(filter.getKey()))));
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
}
