package dev.tally.ops.embedded;

import dev.tally.ops.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL that is installed on this machine, with the programs that back it up and restore it, which the embedded one
 * lacks and which refuse to read a server that is newer than they are.
 */
public final class InstalledPostgres implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DEBIANS = Path.of("/usr/lib/postgresql");
    private static final String PROGRAMS = "TALLY_TEST_POSTGRES_PROGRAMS";
    private static final int OLDEST = 15;

    private final Path programs;
    private final Process server;
    private final DatabaseUrl url;

    private InstalledPostgres(Path programs, Process server, DatabaseUrl url) {
        this.programs = programs;
        this.server = server;
        this.url = url;
    }

    /**
     * The folder of its programs: what {@code TALLY_TEST_POSTGRES_PROGRAMS} names, else where Debian has the newest; empty
     * where there is none.
     */
    public static Optional<Path> programs() throws IOException {
        String named = System.getenv(PROGRAMS);
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        if (!Files.isDirectory(DEBIANS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIANS)) {
            return versions.filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .filter(folder -> version(folder) >= OLDEST)
                    .sorted(Comparator.comparingInt(InstalledPostgres::version).reversed())
                    .map(folder -> folder.resolve("bin"))
                    .filter(bin -> Stream.of("initdb", "postgres", "pg_dump", "pg_restore")
                            .allMatch(name -> Files.isExecutable(bin.resolve(name))))
                    .findFirst();
        }
    }

    private static int version(Path folder) {
        return Integer.parseInt(folder.getFileName().toString());
    }

    /** Starts a server with these programs on data of its own. */
    public static InstalledPostgres start(Path programs, Path folder, int port)
            throws IOException, InterruptedException {
        OrdinaryUser user = OrdinaryUser.find();
        Path data = Files.createDirectories(folder.resolve("data"));
        user.own(data);
        Command initdb = Command.run(
                folder,
                user.running(List.of(
                        programs.resolve("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=tally",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync")));
        if (!initdb.succeeded()) {
            throw new IOException(initdb.reason());
        }
        List<String> command = user.running(List.of(
                programs.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories="));
        Process server = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("postgres.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly));
        InstalledPostgres postgres = new InstalledPostgres(
                programs, server, new DatabaseUrl("127.0.0.1", port, "postgres", "tally", "none", Map.of()));
        postgres.awaitConnections();
        return postgres;
    }

    private void awaitConnections() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                connect("postgres").close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > deadline || !server.isAlive()) {
                    throw new IOException("the installed PostgreSQL does not start", e);
                }
                Thread.sleep(50);
            }
        }
    }

    /** Makes an empty database. */
    public DatabaseUrl create(String database) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        return url.withDatabase(database);
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url.withDatabase(database).jdbcUrl(), url.user(), url.password());
    }

    /** Runs one of its programs; fails if that fails. */
    public void run(Path folder, String program, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(programs.resolve(program).toString()));
        words.addAll(List.of(options));
        Command command = Command.run(folder, words);
        if (!command.succeeded()) {
            throw new IOException(program + ": " + command.reason());
        }
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = server.descendants().toList();
        server.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        server.waitFor();
    }
}
