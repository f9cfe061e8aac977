package dev.tally.storage;

import dev.tally.correction.Author;
import dev.tally.correction.CorrectionStore;
import dev.tally.correction.CorrectionTransaction;
import dev.tally.correction.EventChange;
import dev.tally.ingest.PricedEvent;
import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Changes events in transactions that first lock the account's cells, as a roll does. */
@ApplicationScoped
class PgCorrectionStore implements CorrectionStore {
    private final Pool pool;
    private final PgRollStore cells;
    private final PgEventStore events;
    private final UsagePartitions partitions;

    PgCorrectionStore(Pool pool, PgRollStore cells, PgEventStore events, UsagePartitions partitions) {
        this.pool = pool;
        this.cells = cells;
        this.events = events;
        this.partitions = partitions;
    }

    @Override
    public Uni<Optional<Instant>> timeOf(UUID accountId, String eventId) {
        return pool.preparedQuery(CorrectionSql.TIME)
                .execute(Tuple.of(accountId, eventId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getOffsetDateTime(0).toInstant())
                        .findFirst());
    }

    /** For a time of which events are no longer kept no partition is made; the work refuses it. */
    @Override
    public <T> Uni<T> inTurn(
            Account account, Optional<PricedEvent> replacement, Function<CorrectionTransaction, Uni<T>> work) {
        List<Instant> times =
                replacement.map(event -> event.event().time()).stream().toList();
        return Uni.createFrom()
                .deferred(() -> partitions
                        .ensure(times)
                        .onFailure(Attempts::isTooOld)
                        .recoverWithNull()
                        .chain(() -> cells.locked(
                                account.id(),
                                connection -> work.apply(new PgCorrectionTransaction(
                                        connection, account, events, cells.transaction(connection, account.id()))))))
                .onFailure(Attempts::isWorthAnother)
                .invoke(partitions::forget)
                .onFailure(Attempts::isWorthAnother)
                .retry()
                .atMost(Attempts.MOST);
    }

    @Override
    public Uni<List<NumberedChange>> changes(UUID accountId, String eventId, long after, int most) {
        return pool.preparedQuery(CorrectionSql.CHANGES)
                .execute(Tuple.of(accountId, eventId, after, most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new NumberedChange(row.getLong(0), change(eventId, row)))
                        .toList());
    }

    private static EventChange change(String eventId, Row row) {
        return new EventChange(
                eventId,
                row.getOffsetDateTime(1).toInstant(),
                new Author(
                        Author.Kind.valueOf(row.getString(2)),
                        Optional.ofNullable(row.getUUID(3)),
                        Optional.ofNullable(row.getString(4))),
                row.getString(5),
                Optional.ofNullable(row.getString(6)));
    }
}
