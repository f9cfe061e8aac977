package dev.tally.testing;

import dev.tally.ops.DatabaseUrl;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Gives each start of the service under test a fresh, empty database in {@link TestPostgres}. Registered for every
 * {@code @QuarkusTest}: a test class does nothing for it.
 */
@QuarkusTestResource(PostgresResource.class)
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
    static final String CONNECTIONS = "quarkus.datasource.reactive.max-size";

    /** A request that does not give its connection back is soon missed. */
    private static final String FEW_CONNECTIONS = "2";

    private DatabaseUrl database;

    @Override
    public Map<String, String> start() {
        database = TestPostgres.url()
                .withDatabase("test_" + UUID.randomUUID().toString().replace("-", ""));
        create(database.database());
        ServiceDatabase.is(database);
        Map<String, String> settings = new HashMap<>(Map.of(
                "tally.database.url",
                database.withCredentials(),
                CONNECTIONS,
                FEW_CONNECTIONS,
                // Much too late: a test that wants events rolled says so.
                "tally.roll.delay",
                "1H",
                "tally.retention.automatic",
                "false"));
        // A service in another process would take these rather than the profile's.
        settings.keySet().removeAll(CurrentProfile.settings());
        return settings;
    }

    @Override
    public void stop() {
        if (database != null) {
            drop(database.database());
        }
    }

    private static void create(String database) {
        if (TestCluster.isUsed()) {
            TestCluster.create(database);
        } else {
            execute("CREATE DATABASE " + database);
        }
    }

    private static void drop(String database) {
        if (TestCluster.isUsed()) {
            TestCluster.drop(database);
        } else {
            execute("DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
        }
    }

    private static void execute(String sql) {
        DatabaseUrl server = TestPostgres.url();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the test database refuses: " + sql, e);
        }
    }
}
