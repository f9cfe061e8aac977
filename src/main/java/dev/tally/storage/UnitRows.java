package dev.tally.storage;

import dev.tally.model.Breakdown;
import dev.tally.model.Dimensions;
import dev.tally.model.GroupKey;
import dev.tally.model.TimeRanges;
import dev.tally.model.UnitChange;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitName;
import dev.tally.model.UnitOfWork;
import dev.tally.model.UnitOfWork.Use;
import dev.tally.query.UsageQuery;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Reads units of work, each with its uses gathered into one row. Runs are not counted, and not read. */
final class UnitRows {
    private static final String USES = """
              array_agg(x.model), array_agg(x.provider), array_agg(x.operation), array_agg(x.project_id),
              array_agg(x.email), array_agg(x.work_order_id), array_agg(x.run_id), array_agg(x.profile),
              array_agg(x.byok)""";

    /**
     * Range by range and unit by unit through their indexes, which OFFSET makes PostgreSQL do: it cannot know how few units
     * start in what cells leave uncovered, and would rather read all of them.
     */
    private static final String STARTED = """
            SELECT u.kind, u.unit_id, u.started_at, u.status,
            %s
            FROM unnest($2::timestamptz[], $3::timestamptz[]) AS range (range_start, range_end)
            CROSS JOIN LATERAL (
              SELECT kind, unit_id, started_at, status FROM unit_of_work
              WHERE account_id = $1 AND kind <> 'RUN'
                AND started_at >= range.range_start AND started_at < range.range_end
              OFFSET 0
            ) u
            CROSS JOIN LATERAL (
              SELECT * FROM unit_use WHERE account_id = $1 AND kind = u.kind AND unit_id = u.unit_id OFFSET 0
            ) x
            WHERE true
            """.formatted(USES);

    private static final String PRESENT_AND_ROLLED = """
            SELECT u.kind, u.unit_id, u.started_at, u.status,
            %s, u.rolled_started_at, u.rolled_status, array_agg(x.rolled)
            """.formatted(USES);

    /**
     * Unit by unit through the keys, which OFFSET makes PostgreSQL do: of an account that its statistics do not know yet it
     * believes that there is next to nothing, and would look through all of its units for each that is mentioned.
     */
    private static final String WITH_USES = """
            CROSS JOIN LATERAL (
              SELECT * FROM unit_of_work
              WHERE account_id = $1 AND kind = mentioned.kind AND unit_id = mentioned.unit_id
              OFFSET 0
            ) u
            CROSS JOIN LATERAL (
              SELECT * FROM unit_use WHERE account_id = $1 AND kind = u.kind AND unit_id = u.unit_id OFFSET 0
            ) x
            WHERE u.kind <> 'RUN'
            """;

    private static final String MENTIONED_UNITS = """
              CROSS JOIN LATERAL (
                VALUES ('TASK', e.task_id), ('WORK_ORDER', e.work_order_id), ('SNAPSHOT', e.snapshot_id)
              ) AS unit (kind, unit_id)
            """;

    /** A unit changes with an event of its own only, so that none but those of pending events can have changed. */
    private static final String MENTIONED_BY_PENDING =
            PRESENT_AND_ROLLED + """
            FROM (
              SELECT DISTINCT unit.kind, unit.unit_id
              FROM pending_batch p
            %s%s  WHERE p.account_id = $1 AND unit.unit_id IS NOT NULL
            ) mentioned
            %s""".formatted(EventRows.OF_BATCH, MENTIONED_UNITS, WITH_USES);

    /** For when all units may have changed: it looks at each. */
    private static final String CHANGED = PRESENT_AND_ROLLED + """
            FROM (
              SELECT kind, unit_id FROM unit_of_work
              WHERE account_id = $1 AND kind <> 'RUN'
                AND (rolled_started_at IS DISTINCT FROM started_at OR rolled_status IS DISTINCT FROM status)
              UNION
              SELECT kind, unit_id FROM unit_use WHERE account_id = $1 AND kind <> 'RUN' AND NOT rolled
              LIMIT $2
            ) mentioned
            %s""".formatted(WITH_USES);

    private static final String NAMED = PRESENT_AND_ROLLED + """
            FROM unnest($2::text[], $3::text[]) AS mentioned (kind, unit_id)
            %s""".formatted(WITH_USES);

    private static final String LAST_TASK = """
            SELECT max(u.started_at)
            FROM unit_of_work u
            JOIN unit_use x ON x.account_id = u.account_id AND x.kind = u.kind AND x.unit_id = u.unit_id
            WHERE u.account_id = $1 AND u.kind = 'TASK'
            """;

    private static final String EACH_UNIT =
            "u.kind, u.unit_id, u.started_at, u.status, u.rolled_started_at, u.rolled_status";
    private static final int FIRST_DIMENSION = 4;
    private static final int DIMENSIONS = 8;
    private static final int BYOK = FIRST_DIMENSION + DIMENSIONS;
    private static final int ROLLED_STARTED_AT = BYOK + 1;

    private UnitRows() {}

    static SelectStatement started(UsageQuery query, TimeRanges ranges) {
        return SelectStatement.within(STARTED, query.accountId(), ranges)
                .matching("x", query.filters())
                .groupedBy("u.kind, u.unit_id, u.started_at, u.status");
    }

    /** Of {@link #change}: the units of pending events. */
    static SelectStatement mentionedByPending(UsageQuery query) {
        return new SelectStatement(MENTIONED_BY_PENDING, query.accountId())
                .matching("x", query.filters())
                .groupedBy(EACH_UNIT);
    }

    /** Of {@link #change}: some of the units that are not what cells count them as. */
    static SelectStatement changed(UUID accountId, int most) {
        return new SelectStatement(CHANGED, Tuple.of(accountId, most)).groupedBy(EACH_UNIT);
    }

    /** Of {@link #change}, those units of some that there are. */
    static SelectStatement named(UUID accountId, Collection<UnitName> units) {
        String[] kinds = units.stream().map(unit -> unit.kind().name()).toArray(String[]::new);
        String[] ids = units.stream().map(UnitName::id).toArray(String[]::new);
        return new SelectStatement(NAMED, Tuple.of(accountId, kinds, ids)).groupedBy(EACH_UNIT);
    }

    static SelectStatement lastTask(UsageQuery query, Breakdown breakdown, GroupKey group) {
        SelectStatement select = new SelectStatement(LAST_TASK, query.accountId())
                .within("u.started_at", query.window())
                .matching("x", query.filters());
        for (int i = 0; i < group.values().size(); i++) {
            select.having("x", breakdown.dimensions().get(i), group.values().get(i));
        }
        return select;
    }

    static UnitOfWork unit(Row row) {
        return unit(row, row.getOffsetDateTime(2).toInstant(), row.getString(3), uses(row));
    }

    static UnitChange change(Row row) {
        List<Use> uses = uses(row);
        Boolean[] rolled = row.getArrayOfBooleans(ROLLED_STARTED_AT + 2);
        List<Use> rolledUses = IntStream.range(0, uses.size())
                .filter(i -> rolled[i])
                .mapToObj(uses::get)
                .toList();
        Optional<Instant> rolledStart =
                Optional.ofNullable(row.getOffsetDateTime(ROLLED_STARTED_AT)).map(time -> time.toInstant());
        return new UnitChange(
                rolledStart.map(start -> unit(row, start, row.getString(ROLLED_STARTED_AT + 1), rolledUses)),
                Optional.of(unit(row)));
    }

    private static UnitOfWork unit(Row row, Instant startedAt, String status, List<Use> uses) {
        return new UnitOfWork(UnitKind.valueOf(row.getString(0)), row.getString(1), startedAt, status, uses);
    }

    private static List<Use> uses(Row row) {
        String[][] columns = IntStream.range(0, DIMENSIONS)
                .mapToObj(i -> row.getArrayOfStrings(FIRST_DIMENSION + i))
                .toArray(String[][]::new);
        Boolean[] byok = row.getArrayOfBooleans(BYOK);
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
