package dev.tally.storage;

import dev.tally.retention.RetentionSession;
import dev.tally.retention.RetentionStore;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;

/** A lock of a connection keeps others out: it is gone when the connection is. */
@ApplicationScoped
class PgRetentionStore implements RetentionStore {
    private final Pool pool;
    private final UsagePartitions partitions;

    PgRetentionStore(Pool pool, UsagePartitions partitions) {
        this.pool = pool;
        this.partitions = partitions;
    }

    @Override
    public <T> Uni<Optional<T>> alone(Function<RetentionSession, Uni<T>> work) {
        return pool.withConnection(connection -> connection
                .query(RetentionSql.TRY_LOCK)
                .execute()
                .chain(rows -> rows.iterator().next().getBoolean(0)
                        ? execute(connection, RetentionSql.TAKE_TIME)
                                .chain(() -> work.apply(new PgRetentionSession(connection, partitions)))
                                .map(Optional::of)
                                .eventually(() -> execute(connection, RetentionSql.TAKE_NO_TIME))
                                .eventually(() -> execute(connection, RetentionSql.UNLOCK))
                        : Uni.createFrom().item(Optional.empty())));
    }

    @Override
    public Uni<Optional<Instant>> doneAt() {
        return pool.query(RetentionSql.DONE_AT).execute().map(rows -> Optional.ofNullable(
                        rows.iterator().next().getOffsetDateTime(0))
                .map(OffsetDateTime::toInstant));
    }

    private static Uni<Void> execute(SqlConnection connection, String sql) {
        return connection.query(sql).execute().replaceWithVoid();
    }
}
