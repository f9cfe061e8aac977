package dev.tally.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.ops.embedded.KillablePostgres;
import dev.tally.testing.PackagedService;
import dev.tally.testing.Ports;
import dev.tally.testing.ServiceClient;
import dev.tally.testing.ServiceClient.Answer;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Two packaged services on one PostgreSQL, all of which can be killed, and those who play on it, each in a thread. */
final class Stage implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(90);
    private static final String ADMINISTRATOR_KEY = "the-administrator-of-the-crash-test";

    /** So that many a kill hits a roll, and one roll takes several transactions. */
    private static final Map<String, String> ROLL_OFTEN =
            Map.of("TALLY_ROLL_DELAY", "PT0.1S", "TALLY_ROLL_SWEEP_INTERVAL", "PT1S", "TALLY_ROLL_MAX_EVENTS", "1000");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<PackagedService> services = new ArrayList<>();
    private final AtomicReference<Throwable> firstFailure = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final KillablePostgres postgres;

    private Stage(KillablePostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts everything, in a folder. */
    static Stage in(Path folder) throws IOException, InterruptedException {
        Stage stage = new Stage(KillablePostgres.in(folder.resolve("database"), TestPostgres.programs(), Ports.free()));
        try {
            stage.start(folder);
            return stage;
        } catch (IOException | InterruptedException | RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    private void start(Path folder) throws IOException, InterruptedException {
        postgres.start(START_TIMEOUT);
        Map<String, String> settings = new HashMap<>(ROLL_OFTEN);
        settings.put("TALLY_DATABASE_URL", postgres.url().withCredentials());
        settings.put("TALLY_ADMIN_KEY", ADMINISTRATOR_KEY);
        services.add(PackagedService.in(folder, settings));
        services.add(PackagedService.in(folder, settings));
        for (PackagedService service : services) {
            service.start(START_TIMEOUT);
        }
        administrator()
                .put("/v1/currency-rates/USD/CHF", Map.of("rate", Question.RATE, "effective_from", "2000-01-01"))
                .orThrow();
    }

    List<PackagedService> services() {
        return List.copyOf(services);
    }

    private ServiceClient administrator() {
        return new ServiceClient(services.get(0).url(), ADMINISTRATOR_KEY);
    }

    /** A new account, with a key for everything, that players may play with. */
    Scene scene(long seed, String organization) throws IOException {
        administrator()
                .post("/v1/accounts", Map.of("kind", "team", "name", "Crash", "external_id", organization))
                .orThrow();
        String key = administrator()
                .post(
                        "/v1/accounts/" + organization + "/keys",
                        Map.of("name", "crash", "scopes", List.of("ingest", "read", "admin")))
                .orThrow()
                .path("secret")
                .asText();
        List<ServiceClient> clients = services.stream()
                .map(service -> new ServiceClient(service.url(), ""))
                .toList();
        return new Scene(seed, clients, key, ADMINISTRATOR_KEY, new Ledger(), over);
    }

    /** What kills may hit: the services first, and PostgreSQL last. */
    List<Victim> victims() {
        return List.of(
                victim("the first service", services.get(0)),
                victim("the second service", services.get(1)),
                new Victim("PostgreSQL", postgres::kill, () -> postgres.start(START_TIMEOUT)));
    }

    private static Victim victim(String name, PackagedService service) {
        return new Victim(name, service::kill, () -> service.start(START_TIMEOUT));
    }

    /** In which victims start again. */
    ExecutorService threads() {
        return threads;
    }

    /** Lets somebody play. Whoever fails ends it for all. */
    <T> Future<T> play(Callable<T> part) {
        return threads.submit(() -> {
            try {
                return part.call();
            } catch (Exception | AssertionError e) {
                firstFailure.compareAndSet(null, e);
                over.set(true);
                throw e;
            }
        });
    }

    /** Waits for {@code last}, ends it for all, waits for everybody else, and fails if anybody failed. */
    <T> T awaitEnd(Future<T> last, List<Future<?>> others) throws InterruptedException, ExecutionException {
        await(last);
        over.set(true);
        for (Future<?> other : others) {
            await(other);
        }
        requireNoFailure();
        return last.get();
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
            throw withLogs(firstFailure.get());
        }
    }

    private AssertionError withLogs(Throwable failure) {
        String states = services.stream().map(PackagedService::state).collect(Collectors.joining("; "));
        String logs = services.stream().map(PackagedService::lastLines).collect(Collectors.joining("\n\n"));
        return new AssertionError(failure + " (" + states + ")\nThe services' logs:\n" + logs, failure);
    }

    /** Waits until every service answers again, whose connections the last kill broke; from here on nothing may fail. */
    void settle(Scene scene, Question question) throws Exception {
        long deadline = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
        for (ServiceClient anonymous : scene.services()) {
            ServiceClient service = anonymous.as(scene.accountKey());
            for (String said = said(service, question); !said.isEmpty(); said = said(service, question)) {
                if (System.nanoTime() > deadline) {
                    throw withLogs(new IllegalStateException(service.service() + " still fails: " + said));
                }
                Thread.sleep(100);
            }
        }
    }

    /** What a service says instead of an answer; empty where it answers. */
    private static String said(ServiceClient service, Question question) {
        try {
            Answer answer = service.get(question.path());
            return answer.isOk() ? "" : "status " + answer.status();
        } catch (IOException e) {
            return e.toString();
        }
    }

    void rollEverything() throws Exception {
        long deadline = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
        do {
            for (PackagedService service : services) {
                Roller.roll(new ServiceClient(service.url(), ADMINISTRATOR_KEY)).orThrow();
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

    @Override
    public void close() throws InterruptedException {
        over.set(true);
        threads.shutdownNow();
        boolean ended = threads.awaitTermination(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        services.forEach(PackagedService::kill);
        postgres.close();
        assertTrue(ended, "all threads end");
    }
}
