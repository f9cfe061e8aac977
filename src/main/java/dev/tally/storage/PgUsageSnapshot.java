package dev.tally.storage;

import dev.tally.model.MeteredEvent;
import dev.tally.model.UnitOfWork;
import dev.tally.query.UsageQuery;
import dev.tally.query.UsageSnapshot;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Reads what one transaction sees, in portions that keep the memory bounded whatever the window. */
final class PgUsageSnapshot implements UsageSnapshot {
    private static final int ROWS_PER_FETCH = 1000;

    private static final String FIRST_EVENT = "SELECT min(occurred_at) FROM usage_event WHERE account_id = $1";

    private final SqlConnection connection;

    PgUsageSnapshot(SqlConnection connection) {
        this.connection = connection;
    }

    @Override
    public Uni<Optional<Instant>> firstEventAt(UUID accountId) {
        return connection
                .preparedQuery(FIRST_EVENT)
                .execute(Tuple.of(accountId))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0))
                        .map(OffsetDateTime::toInstant));
    }

    @Override
    public Multi<MeteredEvent> events(UsageQuery query) {
        return stream(EventRows.select(query)).map(EventRows::event);
    }

    @Override
    public Multi<UnitOfWork> units(UsageQuery query) {
        return stream(UnitRows.select(query)).map(UnitRows::unit);
    }

    private Multi<Row> stream(SelectStatement select) {
        return connection.prepare(select.sql()).onItem().transformToMulti(statement -> statement
                .createStream(ROWS_PER_FETCH, select.parameters())
                .toMulti()
                .onTermination()
                .call(statement::close));
    }
}
