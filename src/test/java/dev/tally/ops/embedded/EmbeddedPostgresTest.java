package dev.tally.ops.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.ops.DatabaseUrl;
import dev.tally.ops.StartFailure;
import dev.tally.testing.TestPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedPostgresTest {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void nameWithASpace() {
        folder = temporary.resolve("data folder");
    }

    @Test
    void keepsItsDataFromOneStartToTheNext() throws Exception {
        try (EmbeddedPostgres first = start(folder)) {
            execute(first.url(), "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        try (EmbeddedPostgres second = start(folder)) {
            assertEquals("42", query(second.url(), "SELECT answer FROM kept"));
        }
    }

    @Test
    void takesOverFromAKilledServiceWhoseServerStillRuns() throws Exception {
        Process service = serviceIn(folder);
        DatabaseUrl orphaned = urlPrintedBy(service);
        execute(orphaned, "CREATE TABLE kept AS SELECT 42 AS answer");
        service.destroyForcibly().waitFor();
        assertEquals("42", query(orphaned, "SELECT answer FROM kept"), "the server outlives its service");

        try (EmbeddedPostgres next = start(folder)) {
            assertEquals("42", query(next.url(), "SELECT answer FROM kept"));
        }
        assertThrows(SQLException.class, () -> query(orphaned, "SELECT 1"));
    }

    @Test
    void startsThoughTheNumberOfALostServerNowBelongsToAnotherProgram() throws Exception {
        start(folder).close();
        Files.writeString(
                folder.resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        try (EmbeddedPostgres server = start(folder)) {
            assertEquals("1", query(server.url(), "SELECT 1"));
        }
    }

    @Test
    void startsAfreshWhereTheFirstSetUpWasInterrupted() throws Exception {
        Files.createDirectories(folder.resolve("postgres-unfinished/base"));

        try (EmbeddedPostgres server = start(folder)) {
            assertEquals("1", query(server.url(), "SELECT 1"));
        }
    }

    @Test
    void refusesAFolderThatIsInUse() {
        try (EmbeddedPostgres first = start(folder)) {
            String message =
                    assertThrows(StartFailure.class, () -> start(folder)).getMessage();

            assertTrue(message.contains(folder.toString()), message);
            assertTrue(message.contains("TALLY_DATA_DIR"), message);
            assertEquals(1, message.lines().count());
            assertTrue(first.url().port() > 0);
        }
    }

    @Test
    void listensToNobodyWithoutThePassword() throws Exception {
        try (EmbeddedPostgres server = start(folder)) {
            DatabaseUrl url = server.url();
            DatabaseUrl guessed = new DatabaseUrl(url.host(), url.port(), url.database(), url.user(), "", Map.of());

            assertThrows(SQLException.class, () -> query(guessed, "SELECT 1"));
            assertEquals("127.0.0.1", query(url, "SHOW listen_addresses"));
            assertEquals("", query(url, "SHOW unix_socket_directories"));
            Path password = folder.resolve("postgres-password");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(password)));
        }
    }

    @Test
    void isDurableUnlessToldOtherwise() throws Exception {
        try (EmbeddedPostgres server = start(folder)) {
            assertEquals("on", query(server.url(), "SHOW fsync"));
            assertEquals("on", query(server.url(), "SHOW synchronous_commit"));
            assertEquals("on", query(server.url(), "SHOW full_page_writes"));
        }
    }

    @Test
    void passesOnWhyTheServerDoesNotStart() throws Exception {
        start(folder).close();
        Files.writeString(folder.resolve("postgres/PG_VERSION"), "9.6\n");

        String message = assertThrows(StartFailure.class, () -> start(folder)).getMessage();

        assertTrue(message.contains("database files are incompatible with server"), message);
        assertFalse(message.contains("\n"), message);
    }

    /** What {@link #serviceIn} runs: a service that has started its server and will never stop it. */
    static final class Service {
        private Service() {}

        public static void main(String... arguments) throws InterruptedException {
            System.out.println(start(Path.of(arguments[0])).url().withCredentials());
            Thread.currentThread().join();
        }
    }

    private static Process serviceIn(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static DatabaseUrl urlPrintedBy(Process service) throws IOException {
        try (BufferedReader output = service.inputReader()) {
            return output.lines()
                    .filter(line -> line.startsWith("postgresql://"))
                    .findFirst()
                    .map(DatabaseUrl::parse)
                    .orElseThrow();
        }
    }

    private static EmbeddedPostgres start(Path folder) {
        return EmbeddedPostgres.start(folder, TestPostgres.programs(), Map.of("shared_buffers", "16MB"));
    }

    private static void execute(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertTrue(result.next(), sql);
            return result.getString(1);
        }
    }
}
