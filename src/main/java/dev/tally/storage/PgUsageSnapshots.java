package dev.tally.storage;

import dev.tally.query.UsageSnapshot;
import dev.tally.query.UsageSnapshots;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Snapshots that are read-only transactions: every statement in one sees the same commits.
 *
 * <p>What is read first is asked for in the same breath as the beginning, after which the server takes it; and the result is
 * handed on before the end, until which the connection is nobody else's. Each of them would else cost a report a round trip.
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

    /** Whoever stops waiting for the result does not stop the reading. */
    @Override
    public <T> Uni<T> read(Function<UsageSnapshot, Uni<T>> reading) {
        return Uni.createFrom().emitter(reader -> pool.withConnection(connection -> begun(connection, reading)
                        .onItemOrFailure()
                        .invoke((result, failure) -> settle(reader, result, failure))
                        .onTermination()
                        .call(() -> connection.query(END).execute().onFailure().recoverWithNull()))
                .subscribe()
                .with(done -> {}, reader::fail));
    }

    private static <T> Uni<T> begun(SqlConnection connection, Function<UsageSnapshot, Uni<T>> reading) {
        Uni<T> result = Uni.createFrom().deferred(() -> reading.apply(new PgUsageSnapshot(connection)));
        return Uni.combine()
                .all()
                .unis(connection.query(BEGIN).execute(), result)
                .with((beginning, read) -> read);
    }

    private static <T> void settle(UniEmitter<? super T> reader, T result, Throwable failure) {
        if (failure == null) {
            reader.complete(result);
        } else {
            reader.fail(failure);
        }
    }
}
