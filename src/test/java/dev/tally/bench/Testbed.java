package dev.tally.bench;

import dev.tally.ops.embedded.EmbeddedPostgres;
import dev.tally.testing.PackagedService;
import dev.tally.testing.Packaging;
import dev.tally.testing.ServiceClient;
import dev.tally.testing.TestPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A fresh PostgreSQL with its durable settings, a packaged service on it, and the accounts that are measured. */
final class Testbed implements AutoCloseable {
    /** Every summary is computed. */
    private static final Map<String, String> NOTHING_CACHED = Map.of("TALLY_CACHE_MAX_SIZE", "0");

    static final String FRANCS_PER_DOLLAR = "0.88";

    private static final String ADMINISTRATOR_KEY = "the-administrator-of-the-benchmark";
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration ROLL_TIMEOUT = Duration.ofHours(1);

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final Database database;
    private PackagedService service;

    private Testbed(Path folder, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.postgres = postgres;
        this.database = new Database(postgres.url());
    }

    /** Starts everything, in a folder of the build. */
    static Testbed start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "bench-");
        Testbed testbed = new Testbed(
                folder, EmbeddedPostgres.start(folder.resolve("database"), TestPostgres.programs(), Map.of()));
        Runtime.getRuntime().addShutdownHook(new Thread(testbed::close));
        testbed.startService(NOTHING_CACHED);
        testbed.administrator()
                .put(
                        "/v1/currency-rates/USD/CHF",
                        Map.of("rate", new BigDecimal(FRANCS_PER_DOLLAR), "effective_from", "2000-01-01"))
                .orThrow();
        return testbed;
    }

    /** One that computes every summary too, in another form, on the same database. It is not started, and not closed with this. */
    PackagedService other(Packaging otherPackaging) {
        return service(NOTHING_CACHED, otherPackaging);
    }

    /** What was measured with one service goes on with another: {@code other}, which the caller closes. */
    void use(PackagedService other) {
        service = other;
    }

    /** From here on the service may answer from its memory, as it does by default. */
    void restartWithCache() throws InterruptedException {
        service.close();
        startService(Map.of());
    }

    /** From here on the service, which still computes every summary, has other settings. */
    void restartWith(Map<String, String> settings) throws InterruptedException {
        service.close();
        Map<String, String> all = new HashMap<>(NOTHING_CACHED);
        all.putAll(settings);
        startService(all);
    }

    Database database() {
        return database;
    }

    PackagedService service() {
        return service;
    }

    /** Makes an account with one key for everything. */
    BenchAccount account(String externalId) throws IOException {
        ServiceClient administrator = administrator();
        String id = administrator
                .post("/v1/accounts", Map.of("kind", "team", "name", "Benchmark", "external_id", externalId))
                .orThrow()
                .path("id")
                .asText();
        String key = administrator
                .post(
                        "/v1/accounts/" + externalId + "/keys",
                        Map.of("name", "benchmark", "scopes", List.of("ingest", "read")))
                .orThrow()
                .path("secret")
                .asText();
        return new BenchAccount(id, externalId, key);
    }

    ServiceClient administrator() {
        return new ServiceClient(service.url(), ADMINISTRATOR_KEY);
    }

    ServiceClient as(BenchAccount account) {
        return new ServiceClient(service.url(), account.key());
    }

    /** Waits until every event is rolled. */
    void rollEverything() throws Exception {
        long deadline = System.nanoTime() + ROLL_TIMEOUT.toNanos();
        while (pendingEvents() > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(pendingEvents() + " events are still not rolled");
            }
            try {
                administrator()
                        .post("/v1/admin/roll", "application/json", new byte[0])
                        .orThrow();
            } catch (HttpTimeoutException e) {
                // It goes on rolling.
            }
        }
    }

    long pendingEvents() throws Exception {
        return database.number("SELECT sum(events) FROM pending_batch");
    }

    long pendingEvents(BenchAccount account) throws Exception {
        return database.number("SELECT sum(events) FROM pending_batch WHERE account_id = '%s'".formatted(account.id()));
    }

    private void startService(Map<String, String> settings) throws InterruptedException {
        service = service(settings, Packaging.jar(List.of()));
        service.start(START_TIMEOUT);
    }

    private PackagedService service(Map<String, String> settings, Packaging form) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("TALLY_DATABASE_URL", postgres.url().withCredentials());
        all.put("TALLY_ADMIN_KEY", ADMINISTRATOR_KEY);
        return PackagedService.in(folder, all, form);
    }

    @Override
    public synchronized void close() {
        if (service != null) {
            service.close();
        }
        postgres.close();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("The folder " + folder + " could not be deleted: " + e.getMessage());
        }
    }
}
