package dev.tally.testing;

import dev.tally.ops.DatabaseUrl;
import dev.tally.ops.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The one PostgreSQL server of a test run: that of {@code TALLY_TEST_DATABASE_URL} (its user must be allowed to create
 * databases), else an embedded one that is thrown away with its data when the JVM ends.
 */
public final class TestPostgres {
    /** A system property, not a field: each test profile loads this class anew. */
    private static final String RUNNING = "tally-test-postgres";

    private static final Path BUILD = Path.of("target").toAbsolutePath();
    private static final Map<String, String> FAST =
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off", "shared_buffers", "128MB");

    private TestPostgres() {}

    /** Where it listens; starts it at the first call. */
    public static DatabaseUrl url() {
        synchronized (System.getProperties()) {
            return DatabaseUrl.parse(System.getProperties()
                    .computeIfAbsent(RUNNING, name -> given() == null ? started() : given())
                    .toString());
        }
    }

    /** Where the tests' PostgreSQL programs are unpacked, once per build folder. */
    public static Path programs() {
        return BUILD.resolve("test-postgres-programs");
    }

    private static String given() {
        return System.getenv("TALLY_TEST_DATABASE_URL");
    }

    private static String started() {
        try {
            Path folder = Files.createTempDirectory("tally-test-");
            EmbeddedPostgres server = EmbeddedPostgres.start(folder, programs(), FAST);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                delete(folder);
            }));
            return server.url().withCredentials();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
