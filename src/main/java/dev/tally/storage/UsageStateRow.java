package dev.tally.storage;

import dev.tally.model.Dimension;
import dev.tally.model.TimeRange;
import dev.tally.model.UsageState;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Reads how far an account is rolled. */
final class UsageStateRow {
    private static final String SELECT = """
            SELECT coalesce(u.version, 0) + pending.batches, pending.events,
              least(u.first_event_at, pending.first_event_at), u.earliest, u.latest,
              coalesce(u.dimensions, 0), (SELECT horizon FROM usage_retention)
            FROM (
              SELECT count(*) AS batches, coalesce(sum(events), 0)::bigint AS events, min(first_event_at) AS first_event_at
              FROM pending_batch WHERE account_id = $1
            ) pending
            LEFT JOIN account_usage u ON u.account_id = $1
            """;

    private UsageStateRow() {}

    static Uni<UsageState> read(SqlClient client, UUID accountId) {
        return client.preparedQuery(SELECT)
                .execute(Tuple.of(accountId))
                .map(rows -> state(rows.iterator().next()));
    }

    private static UsageState state(Row row) {
        return new UsageState(
                row.getLong(0),
                row.getLong(1),
                instant(row, 2),
                Dimension.ofBits(row.getInteger(5)),
                instant(row, 3).map(earliest -> rolled(row, earliest)),
                instant(row, 6));
    }

    /** Times are kept to the microsecond: so much later the last of them has passed. */
    private static TimeRange rolled(Row row, Instant earliest) {
        return new TimeRange(earliest, instant(row, 4).orElseThrow().plus(1, ChronoUnit.MICROS));
    }

    private static Optional<Instant> instant(Row row, int column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
