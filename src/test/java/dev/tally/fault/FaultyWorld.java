package dev.tally.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tally.testing.FreshDatabase;
import dev.tally.testing.PackagedService;
import dev.tally.testing.ServiceClient;
import dev.tally.testing.ServiceClient.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A packaged service with little patience, a database of its own, a proxy in between, and one account. */
final class FaultyWorld implements AutoCloseable {
    static final String ORGANIZATION = "org_fault";
    static final int CONNECTIONS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ADMINISTRATOR_KEY = "the-administrator-of-the-fault-test";

    /** Nothing happens at the database but what the test asks for. */
    private static final Map<String, String> SETTINGS = Map.of(
            "TALLY_ADMIN_KEY", ADMINISTRATOR_KEY,
            "TALLY_DATABASE_STATEMENT_TIMEOUT", "1S",
            "TALLY_DATABASE_ACQUIRE_TIMEOUT", "0.3S",
            "QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE", Integer.toString(CONNECTIONS),
            "TALLY_ROLL_AUTOMATIC", "false",
            "TALLY_RETENTION_AUTOMATIC", "false",
            "TALLY_CACHE_MAX_SIZE", "0");

    private final FreshDatabase database;
    private final CuttingProxy proxy;
    private final PackagedService service;
    private String key = "";

    private FaultyWorld(FreshDatabase database, CuttingProxy proxy, PackagedService service) {
        this.database = database;
        this.proxy = proxy;
        this.service = service;
    }

    static FaultyWorld start(Path folder) throws Exception {
        FreshDatabase database = FreshDatabase.create();
        CuttingProxy proxy = CuttingProxy.to(database.url());
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("TALLY_DATABASE_URL", proxy.url().withCredentials());
        FaultyWorld world = new FaultyWorld(database, proxy, PackagedService.in(folder, settings));
        world.service.start(PATIENCE);
        world.makeAccount();
        return world;
    }

    private void makeAccount() throws IOException {
        administrator()
                .put("/v1/currency-rates/USD/CHF", Map.of("rate", 1, "effective_from", "2000-01-01"))
                .orThrow();
        administrator()
                .post("/v1/accounts", Map.of("kind", "team", "name", "Fault", "external_id", ORGANIZATION))
                .orThrow();
        key = administrator()
                .post(
                        "/v1/accounts/" + ORGANIZATION + "/keys",
                        Map.of("name", "fault", "scopes", List.of("ingest", "read", "admin")))
                .orThrow()
                .path("secret")
                .asText();
    }

    FreshDatabase database() {
        return database;
    }

    CuttingProxy proxy() {
        return proxy;
    }

    ServiceClient client() {
        return new ServiceClient(service.url(), key);
    }

    ServiceClient administrator() {
        return new ServiceClient(service.url(), ADMINISTRATOR_KEY);
    }

    /** How many events there are by the service's account. */
    long events() throws IOException {
        return client().get("/v1/query").orThrow().at("/totals/events").asLong();
    }

    /** What the service has logged as a defect of its own. */
    List<String> errors() throws IOException {
        return service.log().stream()
                .filter(line -> line.contains("\"level\":\"ERROR\""))
                .toList();
    }

    /** The ends of all of the service's connections, as when the server is shut down by its administrator. */
    void terminateConnections() {
        database.column("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname = current_database() AND application_name <> 'PostgreSQL JDBC Driver'");
    }

    /** Connections that a fault broke are replaced: what works again goes on working. */
    void recover() throws Exception {
        await("answers", () -> client().get("/v1/query").isOk());
        for (int i = 0; i < CONNECTIONS; i++) {
            client().get("/v1/query").orThrow();
        }
    }

    /** Waits until so many transactions wait for a lock. */
    void awaitWaiters(int waiters) throws Exception {
        await(
                "waiters",
                () -> database.column(
                                        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
                                .size()
                        >= waiters);
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what + ":\n" + service.lastLines());
            }
            Thread.sleep(20);
        }
    }

    Answer post(boolean atomic, String... ids) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String id : ids) {
            lines.append("{\"id\":\"").append(id).append("\",\"time\":\"2026-03-01\",\"model\":\"m\"}\n");
        }
        return client().post(
                        "/v1/events?atomic=" + atomic,
                        "application/x-ndjson",
                        lines.toString().getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
        service.kill();
        proxy.close();
        database.close();
    }
}
