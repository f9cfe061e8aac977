package dev.tally.storage;

import dev.tally.query.UsageSnapshot;
import dev.tally.query.UsageSnapshots;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Snapshots that are read-only transactions: every statement in one sees the same commits. */
@ApplicationScoped
class PgUsageSnapshots implements UsageSnapshots {
    private static final String BEGIN_SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

    private final Pool pool;

    PgUsageSnapshots(Pool pool) {
        this.pool = pool;
    }

    @Override
    public <T> Uni<T> read(Function<UsageSnapshot, Uni<T>> reading) {
        return pool.withTransaction(connection ->
                connection.query(BEGIN_SNAPSHOT).execute().chain(() -> reading.apply(new PgUsageSnapshot(connection))));
    }
}
