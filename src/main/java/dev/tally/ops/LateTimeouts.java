package dev.tally.ops;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps out of the log what the pool of connections says, with a stack trace for each, about statements that have failed
 * already: where no connection can be made it does not stop the clock of those that wait for one, and is surprised when that
 * runs out (eclipse-vertx/vertx-sql-client#1706, with whose solution this class can go).
 */
@LoggingFilter(name = "late-timeouts")
public final class LateTimeouts implements Filter {
    private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

    @Override
    public boolean isLoggable(LogRecord record) {
        return !(record.getThrown() instanceof IllegalStateException failure && isLateTimeout(failure));
    }

    /** The pool fails a promise that somebody else failed before. */
    private static boolean isLateTimeout(IllegalStateException failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        return "Result is already complete".equals(failure.getMessage())
                && frames.length > 1
                && frames[1].getClassName().equals(POOL);
    }
}
