package dev.tally.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** A transaction of somebody else, open until the test ends it, on a connection beside the service's. */
public final class HeldTransaction implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String WAITERS = """
            WITH RECURSIVE locked_out AS (SELECT DISTINCT pid FROM pg_locks WHERE NOT granted),
            waiter AS (
              SELECT pid FROM locked_out WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))
              UNION
              SELECT l.pid FROM locked_out l JOIN waiter w ON w.pid = ANY (pg_blocking_pids(l.pid))
            )
            SELECT count(*) FROM waiter
            """;

    /** Who waits on a worker is seen there only. */
    private static final String WAITERS_OF_CLUSTER = """
            WITH RECURSIVE waits AS MATERIALIZED (SELECT waiting_gpid, blocking_gpid FROM citus_lock_waits),
            waiter AS (
              SELECT waiting_gpid AS id FROM waits WHERE blocking_gpid = citus_backend_gpid()
              UNION
              SELECT l.waiting_gpid FROM waits l JOIN waiter w ON w.id = l.blocking_gpid
            )
            SELECT count(*) FROM waiter
            """;

    private final Connection connection;

    private HeldTransaction(Connection connection) {
        this.connection = connection;
    }

    /** Begins a transaction on the database of the service under test with these statements. */
    public static HeldTransaction of(String... statements) {
        try {
            Connection connection = ServiceDatabase.connect();
            connection.setAutoCommit(false);
            HeldTransaction held = new HeldTransaction(connection);
            for (String statement : statements) {
                held.execute(statement);
            }
            return held;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until so many transactions wait for this one, directly or behind each other. */
    public void awaitWaiters(int waiters) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (waiters() < waiters) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("nobody waits for the transaction");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    public void commit() {
        end("COMMIT");
    }

    public void rollback() {
        end("ROLLBACK");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many transactions wait for this one, directly or behind each other. */
    public int waiters() {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TestCluster.isUsed() ? WAITERS_OF_CLUSTER : WAITERS)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void end(String statement) {
        execute(statement);
        close();
    }

    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
