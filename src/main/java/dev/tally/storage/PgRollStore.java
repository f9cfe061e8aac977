package dev.tally.storage;

import dev.tally.rollup.Backlog;
import dev.tally.rollup.RollStore;
import dev.tally.rollup.RollTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The row of an account in {@code account_usage} is the lock of its cells. */
@ApplicationScoped
class PgRollStore implements RollStore {
    /** For all that an account ever had, once it is its turn. */
    private static final String TAKE_TIME = "SET LOCAL statement_timeout = 0";

    private final Pool pool;
    private final Cluster cluster;

    PgRollStore(Pool pool, Cluster cluster) {
        this.pool = pool;
        this.cluster = cluster;
    }

    @Override
    public <T> Uni<Optional<T>> alone(UUID accountId, Function<RollTransaction, Uni<T>> work) {
        return pool.withTransaction(connection -> lock(connection, accountId)
                .chain(locked -> locked
                        ? work.apply(transaction(connection, accountId)).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty())));
    }

    @Override
    public <T> Uni<T> inTurn(UUID accountId, Function<RollTransaction, Uni<T>> work) {
        return locked(accountId, connection -> connection
                        .query(TAKE_TIME)
                        .execute()
                        .chain(() -> work.apply(transaction(connection, accountId))))
                .onFailure(Attempts::isWorthAnother)
                .retry()
                .atMost(Attempts.MOST);
    }

    PgRollTransaction transaction(SqlConnection connection, UUID accountId) {
        return new PgRollTransaction(connection, accountId, cluster);
    }

    /** A transaction that begins by waiting for the cells of an account. */
    <T> Uni<T> locked(UUID accountId, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(CellSql.MAKE_LOCK)
                .execute(Tuple.of(accountId))
                .chain(() -> connection.preparedQuery(CellSql.AWAIT_LOCK).execute(Tuple.of(accountId)))
                .chain(() -> work.apply(connection)));
    }

    @Override
    public Uni<Backlog> backlog() {
        return pool.query(CellSql.BACKLOG)
                .execute()
                .map(rows -> rows.iterator().next())
                .map(row -> new Backlog(
                        row.getLong(0),
                        Optional.ofNullable(row.getOffsetDateTime(1)).map(OffsetDateTime::toInstant)));
    }

    @Override
    public Uni<List<UUID>> accountsWithPendingBatches(int most) {
        return pool.preparedQuery(CellSql.ACCOUNTS).execute(Tuple.of(most)).map(rows -> StreamSupport.stream(
                        rows.spliterator(), false)
                .map(row -> row.getUUID(0))
                .toList());
    }

    /** The row is made at the first roll; which of two makes it does not matter. */
    private static Uni<Boolean> lock(SqlConnection connection, UUID accountId) {
        return tryLock(connection, accountId)
                .chain(locked -> locked
                        ? Uni.createFrom().item(true)
                        : connection
                                .preparedQuery(CellSql.MAKE_LOCK)
                                .execute(Tuple.of(accountId))
                                .chain(() -> tryLock(connection, accountId)));
    }

    private static Uni<Boolean> tryLock(SqlConnection connection, UUID accountId) {
        return connection
                .preparedQuery(CellSql.LOCK)
                .execute(Tuple.of(accountId))
                .map(rows -> rows.size() > 0);
    }
}
