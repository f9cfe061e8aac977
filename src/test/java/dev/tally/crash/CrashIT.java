package dev.tally.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.ops.embedded.KillablePostgres;
import dev.tally.testing.PackagedService;
import dev.tally.testing.Ports;
import dev.tally.testing.ServiceClient;
import dev.tally.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two services and their PostgreSQL are killed again and again while events come in: in the end every event counts, once.
 * {@code -Dcrash.kills=…} says how often, {@code -Dcrash.seed=…} repeats the clients' part of a run.
 */
// An embedded PostgreSQL is killed in another way there.
@DisabledOnOs(OS.WINDOWS)
class CrashIT {
    private static final int KILLS = Integer.getInteger("crash.kills", 20);
    private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
    private static final int POSTERS = 5;
    private static final int READERS = 2;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(90);
    private static final String ADMINISTRATOR_KEY = "the-administrator-of-the-crash-test";
    private static final String ORGANIZATION = "org_crash";

    /** So that many a kill hits a roll, and one roll takes several transactions. */
    private static final Map<String, String> ROLL_OFTEN =
            Map.of("TALLY_ROLL_DELAY", "PT0.1S", "TALLY_ROLL_SWEEP_INTERVAL", "PT1S", "TALLY_ROLL_MAX_EVENTS", "1000");

    /** Soon up, and small. */
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<PackagedService> services = new ArrayList<>();
    private final AtomicReference<Throwable> firstFailure = new AtomicReference<>();
    private KillablePostgres postgres;

    @BeforeEach
    void start() throws Exception {
        postgres = KillablePostgres.in(folder.resolve("database"), TestPostgres.programs(), Ports.free());
        postgres.start(START_TIMEOUT);
        Map<String, String> settings = new HashMap<>(ROLL_OFTEN);
        settings.put("TALLY_DATABASE_URL", postgres.url().withCredentials());
        settings.put("TALLY_ADMIN_KEY", ADMINISTRATOR_KEY);
        services.add(PackagedService.in(folder, settings, JVM));
        services.add(PackagedService.in(folder, settings, JVM));
        for (PackagedService service : services) {
            service.start(START_TIMEOUT);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS), "all threads end");
        services.forEach(PackagedService::kill);
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void what_is_acknowledged_counts_once_whatever_is_killed() throws Exception {
        System.out.printf("CrashIT: crash.kills=%d crash.seed=%d%n", KILLS, SEED);
        Scene scene = scene();
        List<Question> questions = Question.about(ORGANIZATION);
        FinalCount count = new FinalCount(scene, questions);

        play(scene, questions);
        settle(scene, questions);

        count.check();
        rollEverything(scene);
        count.check();
    }

    private Scene scene() throws IOException {
        List<ServiceClient> clients = services.stream()
                .map(service -> new ServiceClient(service.url(), ""))
                .toList();
        ServiceClient administrator = clients.get(0).as(ADMINISTRATOR_KEY);
        administrator
                .put("/v1/currency-rates/USD/CHF", Map.of("rate", Question.RATE, "effective_from", "2000-01-01"))
                .orThrow();
        administrator
                .post("/v1/accounts", Map.of("kind", "team", "name", "Crash", "external_id", ORGANIZATION))
                .orThrow();
        String key = administrator
                .post(
                        "/v1/accounts/" + ORGANIZATION + "/keys",
                        Map.of("name", "crash", "scopes", List.of("ingest", "read")))
                .orThrow()
                .path("secret")
                .asText();
        return new Scene(SEED, clients, key, ADMINISTRATOR_KEY, new Ledger(), new AtomicBoolean());
    }

    private void play(Scene scene, List<Question> questions) throws Exception {
        AtomicLong failedAttempts = new AtomicLong();
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < POSTERS; i++) {
            clients.add(start(scene, new Poster(scene, "client" + i, failedAttempts)));
        }
        AtomicLong answers = new AtomicLong();
        for (int i = 0; i < READERS; i++) {
            clients.add(start(scene, new Reader(scene, questions, i, answers)));
        }
        AtomicLong rolls = new AtomicLong();
        clients.add(start(scene, new Roller(scene, rolls)));
        Future<Map<String, Integer>> killed = start(scene, new Killer(scene, victims(), KILLS, threads));
        await(killed);
        scene.end();
        for (Future<?> client : clients) {
            await(client);
        }
        requireNoFailure();
        System.out.printf(
                "CrashIT: killed %s; %d batches with %d events, %d attempts failed; %d answers checked, %d rolls%n",
                killed.get(),
                scene.ledger().batches(),
                scene.ledger().acknowledged().events(),
                failedAttempts.get(),
                answers.get(),
                rolls.get());
        assertTrue(failedAttempts.get() > 0, "the kills were felt");
    }

    private List<Victim> victims() {
        return List.of(
                victim("the first service", services.get(0)),
                victim("the second service", services.get(1)),
                new Victim("PostgreSQL", postgres::kill, () -> postgres.start(START_TIMEOUT)));
    }

    private static Victim victim(String name, PackagedService service) {
        return new Victim(name, service::kill, () -> service.start(START_TIMEOUT));
    }

    /** Whoever fails ends the scene for all. */
    private <T> Future<T> start(Scene scene, Callable<T> part) {
        return threads.submit(() -> {
            try {
                return part.call();
            } catch (Exception | AssertionError e) {
                firstFailure.compareAndSet(null, e);
                scene.end();
                throw e;
            }
        });
    }

    private static void await(Future<?> part) throws InterruptedException {
        try {
            part.get();
        } catch (ExecutionException e) {
            // It is the first failure, or follows from it.
        }
    }

    private void requireNoFailure() {
        if (firstFailure.get() != null) {
            String logs = services.stream().map(PackagedService::lastLines).collect(Collectors.joining("\n\n"));
            throw new AssertionError(
                    firstFailure.get().getMessage() + "\nThe services' logs:\n" + logs, firstFailure.get());
        }
    }

    /** Connections that the last kill broke are replaced; from here on nothing may fail. */
    private static void settle(Scene scene, List<Question> questions) throws Exception {
        long deadline = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
        for (ServiceClient service : scene.services()) {
            while (!service.as(scene.accountKey()).get(questions.get(0).path()).isOk()) {
                assertTrue(System.nanoTime() < deadline, () -> service.service() + " still fails");
                Thread.sleep(100);
            }
        }
    }

    private void rollEverything(Scene scene) throws Exception {
        long deadline = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
        do {
            for (ServiceClient service : scene.services()) {
                Roller.roll(service.as(ADMINISTRATOR_KEY)).orThrow();
            }
        } while (pendingBatches() > 0 && System.nanoTime() < deadline);
        assertEquals(0, pendingBatches(), "everything is rolled");
    }

    private long pendingBatches() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        postgres.url().jdbcUrl(),
                        postgres.url().user(),
                        postgres.url().password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM pending_batch")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
