package dev.tally.storage;

import dev.tally.model.Breakdown;
import dev.tally.model.GroupKey;
import dev.tally.model.MeteredEvent;
import dev.tally.model.TimeRanges;
import dev.tally.model.UnitChange;
import dev.tally.model.UnitOfWork;
import dev.tally.model.UsageState;
import dev.tally.query.Plan.CellRead;
import dev.tally.query.UsageQuery;
import dev.tally.query.UsageSnapshot;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads what one transaction sees, row by row, which keeps the memory bounded whatever the window. */
final class PgUsageSnapshot implements UsageSnapshot {
    private final SqlConnection connection;

    PgUsageSnapshot(SqlConnection connection) {
        this.connection = connection;
    }

    @Override
    public Uni<UsageState> state(UUID accountId) {
        return UsageStateRow.read(connection, accountId);
    }

    @Override
    public Multi<Cell> cells(UsageQuery query, Map<Breakdown, CellRead> reads) {
        CellRows rows = new CellRows(query, reads);
        return RowStream.atOnce(connection, rows.select()).map(rows::cell).filter(rows::isWanted);
    }

    @Override
    public Multi<MeteredEvent> pendingEvents(UsageQuery query) {
        return RowStream.atOnce(connection, EventRows.pending(query)).map(EventRows::event);
    }

    @Override
    public Multi<MeteredEvent> rolledEvents(UsageQuery query, TimeRanges ranges, Supplier<Uni<Void>> between) {
        return RowStream.withPauses(connection, EventRows.rolled(query, ranges), between)
                .map(EventRows::event);
    }

    @Override
    public Multi<UnitOfWork> units(UsageQuery query, TimeRanges ranges, Supplier<Uni<Void>> between) {
        return RowStream.withPauses(connection, UnitRows.started(query, ranges), between)
                .map(UnitRows::unit);
    }

    @Override
    public Multi<UnitChange> unitChanges(UsageQuery query) {
        return RowStream.atOnce(connection, UnitRows.mentionedByPending(query)).map(UnitRows::change);
    }

    @Override
    public Uni<Optional<Instant>> lastTaskStart(UsageQuery query, Breakdown breakdown, GroupKey group) {
        SelectStatement select = UnitRows.lastTask(query, breakdown, group);
        return connection
                .preparedQuery(select.sql())
                .execute(select.parameters())
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime(0))
                        .map(OffsetDateTime::toInstant));
    }
}
