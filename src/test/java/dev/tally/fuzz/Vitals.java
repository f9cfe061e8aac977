package dev.tally.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tally.testing.FreshDatabase;
import dev.tally.testing.PackagedService;
import dev.tally.testing.ServiceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What a service holds: memory, and connections on both sides. */
record Vitals(PackagedService service, FreshDatabase database) {
    private static final Duration SETTLE = Duration.ofSeconds(20);
    private static final String BUSY = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid() AND state <> 'idle'";

    /** The bytes of all objects that are reachable; empty where the service is no JVM. */
    OptionalLong liveBytes() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return OptionalLong.empty();
        }
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(service.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            return OptionalLong.empty();
        }
        return output.lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.trim().split("\\s+", -1)[2]))
                .findFirst();
    }

    /** How many connections clients have to the API, once they are few or enough time has passed. */
    long clientConnections(long few) throws InterruptedException {
        String ofPort = "server_port=\"" + service.url().getPort() + '"';
        return settled(few, () -> metric("http_server_active_connections", ofPort));
    }

    /** How many connections to the database are in use, likewise. */
    long busyDatabaseConnections() throws InterruptedException {
        return settled(
                0,
                () -> metric("sql_pool_active", "")
                        + Long.parseLong(database.column(BUSY).get(0)));
    }

    private static long settled(long few, LongSupplier count) throws InterruptedException {
        long deadline = System.nanoTime() + SETTLE.toNanos();
        while (count.getAsLong() > few && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        return count.getAsLong();
    }

    private long metric(String name, String tag) {
        try {
            return (long) new ServiceClient(service.management(), "")
                    .get("/q/metrics")
                    .text()
                    .lines()
                    .filter(line -> line.startsWith(name + '{') && line.contains(tag))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
