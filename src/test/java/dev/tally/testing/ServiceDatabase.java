package dev.tally.testing;

import dev.tally.ops.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The database of the service under test, on connections beside the service's, in whatever process that runs. */
public final class ServiceDatabase {
    /** A system property, not a field: each test profile loads this class anew. */
    private static final String URL = "tally-test-service-database";

    private ServiceDatabase() {}

    /** Whoever starts the service says so. */
    static void is(DatabaseUrl url) {
        System.setProperty(URL, url.withCredentials());
    }

    static DatabaseUrl url() {
        return DatabaseUrl.parse(System.getProperty(URL));
    }

    static Connection connect() throws SQLException {
        DatabaseUrl url = url();
        return DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    }

    public static void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one number that a statement with these parameters returns. */
    public static long number(String sql, Object... parameters) {
        return Long.parseLong(rows(sql, parameters).get(0).get(0).toString());
    }

    /** The rows that a statement with these parameters returns; values are of the driver's types. */
    public static List<List<Object>> rows(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<List<Object>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Object> row(ResultSet result) throws SQLException {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            row.add(result.getObject(i));
        }
        return row;
    }
}
