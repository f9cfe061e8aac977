package dev.tally.stop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.FreshDatabase;
import dev.tally.testing.PackagedService;
import dev.tally.testing.ServiceClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM, while many connections post events and ask for summaries, and events are rolled all the time. */
// There is no such signal there.
@DisabledOnOs(OS.WINDOWS)
class StopIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Duration DELAY = Duration.ofSeconds(2);

    /** A connection that is opened just before the door closes may find it closed. */
    private static final Duration CLOSING = Duration.ofMillis(500);

    private static final int CLIENTS = 24;
    private static final int ANSWERS_BEFORE_THE_END = 500;
    private static final String ADMINISTRATOR_KEY = "the-administrator-of-the-stop-test";

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private FreshDatabase database;
    private PackagedService service;
    private String key;

    @BeforeEach
    void start() throws Exception {
        database = FreshDatabase.create();
        service = PackagedService.in(
                folder,
                Map.of(
                        "TALLY_DATABASE_URL",
                        database.url().withCredentials(),
                        "TALLY_ADMIN_KEY",
                        ADMINISTRATOR_KEY,
                        "TALLY_SHUTDOWN_DELAY",
                        DELAY.toString(),
                        "TALLY_ROLL_DELAY",
                        "PT0.05S"));
        service.start(TIMEOUT);
        ServiceClient administrator = new ServiceClient(service.url(), ADMINISTRATOR_KEY);
        administrator
                .post("/v1/accounts", Map.of("kind", "team", "name", "Stop", "external_id", "org_stop"))
                .orThrow();
        key = administrator
                .post("/v1/accounts/org_stop/keys", Map.of("name", "stop", "scopes", List.of("ingest", "read")))
                .orThrow()
                .path("secret")
                .asText();
    }

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        service.kill();
        assertTrue(threads.awaitTermination(TIMEOUT.toSeconds(), TimeUnit.SECONDS), "all clients end");
        database.close();
    }

    @Test
    void noRequestThatWasAcceptedFailsAndNoEventIsLost() throws Exception {
        AtomicLong answered = new AtomicLong();
        List<Future<List<Exchange>>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(threads.submit(new Client(service.url(), key, "client" + i, i % 2 == 0, answered)));
        }
        while (answered.get() < ANSWERS_BEFORE_THE_END) {
            Thread.sleep(10);
        }

        long toldNanos = System.nanoTime();
        service.terminate();
        boolean saidSo = saysThatItStops();
        int exitCode = service.exitCode(TIMEOUT);
        long tookMs = (System.nanoTime() - toldNanos) / 1_000_000;

        List<Exchange> exchanges = new ArrayList<>();
        for (Future<List<Exchange>> client : clients) {
            exchanges.addAll(client.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS));
        }
        System.out.printf("StopIT: %d requests, stopped within %d ms%n", exchanges.size(), tookMs);
        assertEquals(0, exitCode, service::lastLines);
        assertTrue(saidSo, "readiness fails while requests are still answered");
        assertAnswered(exchanges, toldNanos + DELAY.minus(CLOSING).toNanos());
        assertStoredOnce(exchanges);
    }

    private boolean saysThatItStops() throws InterruptedException {
        ServiceClient management = new ServiceClient(service.management(), "");
        try {
            while (true) {
                ServiceClient.Answer ready = management.get("/q/health/ready");
                if (ready.status() == 503) {
                    return ready.text().contains("stopping");
                }
                Thread.sleep(20);
            }
        } catch (IOException gone) {
            return false;
        }
    }

    private static void assertAnswered(List<Exchange> exchanges, long closingNanos) {
        assertEquals(
                List.of(),
                exchanges.stream()
                        .filter(exchange -> exchange.status() == 0 && exchange.openedNanos() < closingNanos)
                        .toList(),
                "requests on connections of a time when the service accepted them are answered");
        assertEquals(
                Set.of(),
                exchanges.stream()
                        .map(Exchange::status)
                        .filter(status -> status != 0 && status != 200 && status != 503)
                        .collect(Collectors.toSet()));
        assertTrue(
                exchanges.stream()
                        .filter(exchange -> exchange.status() == 503)
                        .allMatch(exchange -> exchange.last() && exchange.retryAfter()),
                "a refusal says when to try again, and closes the connection");
        assertTrue(
                exchanges.stream().anyMatch(exchange -> exchange.isGood() && exchange.last()),
                "good answers close their connections while the service stops");
    }

    /** Whatever the roll that was under way came to. */
    private void assertStoredOnce(List<Exchange> exchanges) throws Exception {
        List<String> stored = database.column("SELECT event_id FROM event_key");
        Set<String> missing = exchanges.stream()
                .filter(exchange -> exchange.event() != null && exchange.isGood())
                .map(Exchange::event)
                .collect(Collectors.toCollection(HashSet::new));
        stored.forEach(missing::remove);
        assertEquals(Set.of(), missing, "events that were acknowledged are stored");

        service.start(TIMEOUT);
        assertEquals(
                stored.size(),
                new ServiceClient(service.url(), key)
                        .get("/v1/query")
                        .orThrow()
                        .path("totals")
                        .path("events")
                        .asInt(),
                "what is stored counts once");
    }
}
