package dev.tally.storage;

import dev.tally.model.Dimensions;
import dev.tally.model.MeteredEvent;
import dev.tally.model.TimeRanges;
import dev.tally.model.UnitKind;
import dev.tally.model.UnitName;
import dev.tally.model.Usage;
import dev.tally.query.UsageQuery;
import dev.tally.rollup.PendingEvent;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads events as summaries need them: their money in the account's reporting currency. */
final class EventRows {
    /** What {@link #event} reads. */
    static final String COLUMNS = """
            SELECT e.occurred_at, e.model, e.provider, e.operation, e.project_id, e.email, e.work_order_id, e.run_id,
              e.profile, e.project_name, e.success, e.http_status, e.duration_ms, e.input_tokens, e.output_tokens,
              e.cached_input_tokens, e.reporting_cost, e.credits, e.byok, e.reporting_llm_cost, e.neo_cost, e.synapses,
              e.neurons, e.steps, e.tool_calls, e.agent_triggers
            """;

    /** What {@link #pendingEvent} reads. */
    static final String WITH_UNITS = COLUMNS + """
              , e.task_id, e.snapshot_id
            """;

    /**
     * The events {@code e} of account $1 that came in with batch {@code p.batch_id}, through the index over the batches, which
     * OFFSET makes PostgreSQL use: of a new account, or of the last hours, it believes that there is next to nothing, and would
     * look through all of that once for each batch.
     */
    static final String OF_BATCH = """
            CROSS JOIN LATERAL (
              SELECT * FROM usage_event WHERE account_id = $1 AND batch_id = p.batch_id OFFSET 0
            ) e
            """;

    private static final String PENDING = COLUMNS + """
            FROM pending_batch p
            %sWHERE p.account_id = $1
            """.formatted(OF_BATCH);

    private static final String ROLLED = COLUMNS + """
            FROM unnest($2::timestamptz[], $3::timestamptz[]) AS range (range_start, range_end)
            JOIN usage_event e ON e.account_id = $1
              AND e.occurred_at >= range.range_start AND e.occurred_at < range.range_end
            WHERE NOT EXISTS (
              SELECT FROM pending_batch p WHERE p.account_id = e.account_id AND p.batch_id = e.batch_id)
            """;

    private static final int TASK = 26;
    private static final int SNAPSHOT = TASK + 1;

    private EventRows() {}

    static SelectStatement pending(UsageQuery query) {
        return new SelectStatement(PENDING, query.accountId())
                .within("e.occurred_at", query.window())
                .matching("e", query.filters());
    }

    static SelectStatement rolled(UsageQuery query, TimeRanges ranges) {
        return rolled(query.accountId(), ranges).matching("e", query.filters());
    }

    /** Whatever their dimensions. */
    static SelectStatement rolled(UUID accountId, TimeRanges ranges) {
        return SelectStatement.within(ROLLED, accountId, ranges);
    }

    static MeteredEvent event(Row row) {
        return new MeteredEvent(row.getOffsetDateTime(0).toInstant(), dimensions(row, 1), row.getString(9), usage(row));
    }

    static PendingEvent pendingEvent(Row row) {
        MeteredEvent event = event(row);
        List<UnitName> units = new ArrayList<>();
        addUnit(units, UnitKind.TASK, row.getString(TASK));
        addUnit(units, UnitKind.WORK_ORDER, event.dimensions().workOrderId());
        addUnit(units, UnitKind.SNAPSHOT, row.getString(SNAPSHOT));
        return new PendingEvent(event, units);
    }

    private static void addUnit(List<UnitName> units, UnitKind kind, String id) {
        if (id != null) {
            units.add(new UnitName(kind, id));
        }
    }

    /** The dimensions in the eight columns from {@code first} on. */
    static Dimensions dimensions(Row row, int first) {
        return new Dimensions(
                row.getString(first),
                row.getString(first + 1),
                row.getString(first + 2),
                row.getString(first + 3),
                row.getString(first + 4),
                row.getString(first + 5),
                row.getString(first + 6),
                row.getString(first + 7));
    }

    private static Usage usage(Row row) {
        return new Usage(
                row.getBoolean(10),
                row.getInteger(11),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14),
                row.getLong(15),
                row.getBigDecimal(16),
                row.getBigDecimal(17),
                row.getBoolean(18),
                row.getBigDecimal(19),
                row.getBigDecimal(20),
                row.getBigDecimal(21),
                row.getBigDecimal(22),
                row.getLong(23),
                row.getLong(24),
                row.getLong(25));
    }
}
