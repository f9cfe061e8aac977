package dev.tally.storage;

import dev.tally.model.Dimensions;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitOfWork;
import dev.tally.model.UnitOfWork.Use;
import dev.tally.query.UsageQuery;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.stream.IntStream;

/** Reads units of work, each with its uses gathered into one row. */
final class UnitRows {
    private static final String SELECT = """
            SELECT u.kind, u.unit_id, u.started_at, u.status, array_agg(x.model), array_agg(x.provider),
              array_agg(x.operation), array_agg(x.project_id), array_agg(x.email), array_agg(x.work_order_id),
              array_agg(x.run_id), array_agg(x.profile), array_agg(x.byok)
            FROM unit_of_work u JOIN unit_use x USING (account_id, kind, unit_id)
            WHERE u.account_id = $1
            """;

    private static final int FIRST_DIMENSION = 4;
    private static final int DIMENSIONS = 8;

    private UnitRows() {}

    static SelectStatement select(UsageQuery query) {
        return new SelectStatement(SELECT, query.accountId())
                .within("u.started_at", query.window())
                .matching("x", query.filters())
                .groupedBy("u.account_id, u.kind, u.unit_id");
    }

    static UnitOfWork unit(Row row) {
        return new UnitOfWork(
                UnitKind.valueOf(row.getString(0)),
                row.getString(1),
                row.getOffsetDateTime(2).toInstant(),
                row.getString(3),
                uses(row));
    }

    private static List<Use> uses(Row row) {
        String[][] columns = IntStream.range(0, DIMENSIONS)
                .mapToObj(i -> row.getArrayOfStrings(FIRST_DIMENSION + i))
                .toArray(String[][]::new);
        Boolean[] byok = row.getArrayOfBooleans(FIRST_DIMENSION + DIMENSIONS);
        return IntStream.range(0, byok.length)
                .mapToObj(use -> new Use(dimensions(columns, use), byok[use]))
                .toList();
    }

    private static Dimensions dimensions(String[][] columns, int use) {
        return new Dimensions(
                columns[0][use],
                columns[1][use],
                columns[2][use],
                columns[3][use],
                columns[4][use],
                columns[5][use],
                columns[6][use],
                columns[7][use]);
    }
}
