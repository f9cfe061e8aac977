package dev.tally.testing;

import dev.tally.ops.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An empty database of one test in {@link TestPostgres}, for services in processes of their own. */
public record FreshDatabase(DatabaseUrl url) implements AutoCloseable {
    /** Makes it. */
    public static FreshDatabase create() {
        FreshDatabase database = new FreshDatabase(TestPostgres.url()
                .withDatabase("test_" + UUID.randomUUID().toString().replace("-", "")));
        execute(TestPostgres.url(), "CREATE DATABASE " + database.url.database());
        return database;
    }

    public void execute(String sql) {
        execute(url, sql);
    }

    /** The first column of what a query returns, as text. */
    public List<String> column(String sql) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        execute(TestPostgres.url(), "DROP DATABASE IF EXISTS " + url.database() + " WITH (FORCE)");
    }

    private static void execute(DatabaseUrl url, String sql) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(DatabaseUrl url) throws SQLException {
        return DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    }
}
