package dev.tally.storage;

import dev.tally.query.UsageSnapshot;
import dev.tally.query.UsageSnapshots;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Snapshots that are read-only transactions: every statement in one sees the same commits.
 *
 * <p>Both its beginning and its end are waited for: what is read before the one would not be of the snapshot, and until the
 * other the connection is nobody else's.
 */
@ApplicationScoped
class PgUsageSnapshots implements UsageSnapshots {
    private static final String BEGIN = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /** Of a transaction that failed too; it has nothing to tell, not even that it failed. */
    private static final String END = "COMMIT";

    private final Pool pool;

    PgUsageSnapshots(Pool pool) {
        this.pool = pool;
    }

    @Override
    public <T> Uni<T> read(Function<UsageSnapshot, Uni<T>> reading) {
        return pool.withConnection(connection -> read(connection, reading));
    }

    private static <T> Uni<T> read(SqlConnection connection, Function<UsageSnapshot, Uni<T>> reading) {
        return connection
                .query(BEGIN)
                .execute()
                .chain(() -> reading.apply(new PgUsageSnapshot(connection)))
                .onTermination()
                .call(() -> connection.query(END).execute().onFailure().recoverWithNull());
    }
}
