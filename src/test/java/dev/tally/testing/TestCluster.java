package dev.tally.testing;

import dev.tally.ops.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The Citus cluster that the tests use where {@code TALLY_TEST_DISTRIBUTED} is true: {@code TALLY_TEST_DATABASE_URL} is that of
 * its coordinator, and the database in it knows the workers. Each test database is made on every node.
 */
public final class TestCluster {
    private static final String WORKERS = "SELECT node_name, node_port FROM citus_get_active_worker_nodes()";

    private static final String WORKER_OF_ACCOUNT = """
            SELECT nodeport FROM citus_shards WHERE shardid = get_shard_id_for_distribution_column('account_usage', ?::uuid)
            """;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private TestCluster() {}

    /** Whether the tests run on one. Public for conditions of tests, which name it. */
    public static boolean isUsed() {
        return Boolean.parseBoolean(System.getenv("TALLY_TEST_DISTRIBUTED"));
    }

    /** The port of the worker that has everything of an account. */
    public static int workerOf(String account) {
        return (int) ServiceDatabase.number(WORKER_OF_ACCOUNT, UUID.fromString(account));
    }

    /** Runs a test while a worker takes no connections to the database of the service under test, and has lost those it had. */
    public static void withoutWorker(int port, Runnable test) {
        DatabaseUrl worker =
                workers().stream().filter(one -> one.port() == port).findFirst().orElseThrow();
        String database = ServiceDatabase.url().database();
        execute(worker, allowing(database, false));
        execute(
                worker,
                "SELECT pg_terminate_backend(pid, " + PATIENCE.toMillis() + ") FROM pg_stat_activity WHERE datname = '"
                        + database + "'");
        try {
            test.run();
        } finally {
            execute(worker, allowing(database, true));
        }
    }

    /** Not as a statement of its own, which Citus would have all nodes do. */
    private static String allowing(String database, boolean connections) {
        return "UPDATE pg_database SET datallowconn = " + connections + " WHERE datname = '" + database + "'";
    }

    static void create(String database) {
        DatabaseUrl coordinator = TestPostgres.url();
        List<DatabaseUrl> workers = workers();
        for (DatabaseUrl node : nodes()) {
            execute(node, "CREATE DATABASE " + database);
            execute(node.withDatabase(database), "CREATE EXTENSION citus");
        }
        execute(coordinator.withDatabase(database), call("citus_set_coordinator_host", coordinator));
        for (DatabaseUrl worker : workers) {
            execute(coordinator.withDatabase(database), call("citus_add_node", worker));
        }
    }

    static void drop(String database) {
        for (DatabaseUrl node : nodes()) {
            execute(node, "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
        }
    }

    private static String call(String function, DatabaseUrl node) {
        return "SELECT " + function + "('" + node.host() + "', " + node.port() + ")";
    }

    private static List<DatabaseUrl> nodes() {
        List<DatabaseUrl> nodes = new ArrayList<>(workers());
        nodes.add(0, TestPostgres.url());
        return nodes;
    }

    private static List<DatabaseUrl> workers() {
        DatabaseUrl coordinator = TestPostgres.url();
        try (Connection connection = connect(coordinator);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(WORKERS)) {
            List<DatabaseUrl> workers = new ArrayList<>();
            while (rows.next()) {
                workers.add(at(coordinator, rows.getString(1), rows.getInt(2)));
            }
            return workers;
        } catch (SQLException e) {
            throw new IllegalStateException("the test database is no coordinator that knows its workers", e);
        }
    }

    private static DatabaseUrl at(DatabaseUrl url, String host, int port) {
        return new DatabaseUrl(host, port, url.database(), url.user(), url.password(), url.parameters());
    }

    private static void execute(DatabaseUrl url, String sql) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("a node of the test cluster refuses: " + sql, e);
        }
    }

    private static Connection connect(DatabaseUrl url) throws SQLException {
        return DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    }
}
