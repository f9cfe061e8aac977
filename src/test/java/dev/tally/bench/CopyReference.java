package dev.tally.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The fastest way to get the same rows into PostgreSQL: {@code COPY} into one plain table that has the two indexes. */
record CopyReference(Database database) {
    /** Rows per second, over all rows of the account: both sides have indexes that grow as large. */
    double rowsPerSecond(BenchAccount account) throws SQLException, IOException {
        Path rows = Files.createTempFile(Path.of("target"), "bench-", ".copy");
        try {
            write(account, rows);
            database.execute(
                    "DROP TABLE IF EXISTS bench_copy",
                    """
                    CREATE TABLE bench_copy (LIKE usage_event, PRIMARY KEY (account_id, event_id))
                    """,
                    "CREATE INDEX ON bench_copy (account_id, occurred_at)",
                    "CHECKPOINT");
            return read(rows);
        } finally {
            Files.delete(rows);
            database.execute("DROP TABLE IF EXISTS bench_copy");
        }
    }

    private void write(BenchAccount account, Path file) throws SQLException, IOException {
        try (Connection connection = database.connect();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            copyManager(connection)
                    .copyOut(
                            "COPY (SELECT * FROM usage_event WHERE account_id = '%s') TO STDOUT"
                                    .formatted(account.id()),
                            out);
        }
    }

    private double read(Path file) throws SQLException, IOException {
        try (Connection connection = database.connect();
                InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            CpuClock clock = CpuClock.start();
            long rows = copyManager(connection).copyIn("COPY bench_copy FROM STDIN", in, 1 << 16);
            return rows / clock.elapsedSeconds();
        }
    }

    private static CopyManager copyManager(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
