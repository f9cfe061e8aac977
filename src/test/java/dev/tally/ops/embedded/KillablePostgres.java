package dev.tally.ops.embedded;

import dev.tally.ops.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An {@link EmbeddedPostgres} that can be killed with everything that belongs to it, and started again on the same data
 * and port. Its settings are the embedded server's own: what it acknowledged is durable.
 */
public final class KillablePostgres implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final DatabaseUrl url;
    private final ProcessBuilder builder;
    private volatile Process postmaster;

    private KillablePostgres(DatabaseUrl url, ProcessBuilder builder) {
        this.url = url;
        this.builder = builder;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** Sets the server up; it does not run yet. */
    public static KillablePostgres in(Path folder, Path programsFolder, int port) throws IOException {
        return in(folder, programsFolder, port, Map.of());
    }

    /**
     * As {@link #in(Path, Path, int)}, in its own way.
     *
     * @param settings PostgreSQL's, by name, in addition to Tally's or instead of them
     */
    public static KillablePostgres in(Path folder, Path programsFolder, int port, Map<String, String> settings)
            throws IOException {
        DatabaseUrl once;
        try (EmbeddedPostgres first = EmbeddedPostgres.start(folder, programsFolder, settings)) {
            once = first.url();
        }
        Path programs = PostgresPrograms.unpackedIn(programsFolder.toAbsolutePath());
        List<String> command = OrdinaryUser.find()
                .running(List.of(
                        programs.resolve("bin/postgres").toString(),
                        "-D",
                        folder.resolve("postgres").toAbsolutePath().toString(),
                        "-p",
                        Integer.toString(port)));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()));
        return new KillablePostgres(
                new DatabaseUrl(once.host(), port, once.database(), once.user(), once.password(), Map.of()), builder);
    }

    public DatabaseUrl url() {
        return url;
    }

    /**
     * Starts it, and starts it again if it ends, until it has recovered and takes connections. It refuses to start as
     * long as a process of the killed one uses the shared memory.
     */
    public void start(Duration timeout) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!takesConnections()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("PostgreSQL does not start again");
            }
            if (postmaster == null || !postmaster.isAlive()) {
                postmaster = builder.start();
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** Ends the postmaster and every process it had at this moment, none of which can do anything any more. */
    public void kill() {
        Process running = postmaster;
        if (running == null) {
            return;
        }
        List<ProcessHandle> children = running.descendants().toList();
        running.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            running.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The data are thrown away, so there is nothing to be gentle to. */
    @Override
    public void close() {
        kill();
    }

    private boolean takesConnections() {
        try {
            DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password())
                    .close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
