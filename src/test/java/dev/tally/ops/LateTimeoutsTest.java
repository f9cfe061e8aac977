package dev.tally.ops;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** With the pool itself, so that this fails when the filter is not needed any more. */
final class LateTimeoutsTest {
    private static final int NOBODY_LISTENS = 1;
    private static final int PATIENCE_SECONDS = 30;

    private final LateTimeouts filter = new LateTimeouts();

    @Test
    void whatThePoolSaysOfAStatementThatHasFailedIsNotLogged() throws Exception {
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        Vertx vertx = Vertx.vertx().exceptionHandler(uncaught::complete);
        try {
            Pool pool = PgBuilder.pool()
                    .connectingTo(new PgConnectOptions().setHost("127.0.0.1").setPort(NOBODY_LISTENS))
                    .with(new PoolOptions().setConnectionTimeout(1))
                    .using(vertx)
                    .build();
            Future<?> failing = pool.query("SELECT 1").execute();
            failing.otherwiseEmpty().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

            assertFalse(filter.isLoggable(record(uncaught.get(PATIENCE_SECONDS, TimeUnit.SECONDS))));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void everythingElseIs() {
        assertTrue(filter.isLoggable(record(null)));
        assertTrue(filter.isLoggable(record(new IllegalStateException("Result is already complete"))));
        Promise<Void> promise = Promise.promise();
        promise.complete();
        try {
            promise.complete();
        } catch (IllegalStateException completedTwice) {
            assertTrue(filter.isLoggable(record(completedTwice)));
            return;
        }
        throw new AssertionError("it was completed twice");
    }

    private static LogRecord record(Throwable thrown) {
        LogRecord record = new LogRecord(Level.SEVERE, "Uncaught exception received by Vert.x");
        record.setThrown(thrown);
        return record;
    }
}
