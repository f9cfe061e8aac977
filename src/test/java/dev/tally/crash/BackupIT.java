package dev.tally.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tally.ops.DatabaseUrl;
import dev.tally.ops.embedded.InstalledPostgres;
import dev.tally.testing.PackagedCommand;
import dev.tally.testing.PackagedService;
import dev.tally.testing.Ports;
import dev.tally.testing.ServiceClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup as {@code src/docs/backup.md} describes it: dumped while events come in, restored elsewhere, checked, and rebuilt.
 * Needs a PostgreSQL that is installed with its programs: see {@link InstalledPostgres}.
 */
class BackupIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String ADMINISTRATOR_KEY = "the-administrator-of-the-backup-test";
    private static final String ORGANIZATION = "org_backup";
    private static final long SEED = System.nanoTime();
    private static final int POSTERS = 3;
    private static final int BATCHES_BEFORE = 40;
    private static final int BATCHES_AFTER = 20;

    /** What all events of the database add up to, as {@link Sums} has it. */
    private static final String ALL = """
            SELECT count(*), count(*) FILTER (WHERE success), sum(input_tokens), sum(output_tokens), sum(cost), sum(credits),
              sum(duration_ms), sum(steps)
            FROM usage_event
            """;

    /** How much has changed: batches that were rolled, events that were changed, and batches that are pending. */
    private static final String VERSION = """
            SELECT coalesce((SELECT sum(version) FROM account_usage), 0) + (SELECT count(*) FROM pending_batch)
            """;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<PackagedService> services = new ArrayList<>();
    private final List<Question> questions = Question.about(ORGANIZATION);
    private final List<Poster> posters = new ArrayList<>();
    private InstalledPostgres postgres;

    @BeforeEach
    void start() throws Exception {
        Optional<Path> programs = InstalledPostgres.programs();
        assumeTrue(
                programs.isPresent(),
                "no PostgreSQL 15 or later with pg_dump is installed, or TALLY_TEST_POSTGRES_PROGRAMS does not say where");
        postgres = InstalledPostgres.start(programs.get(), folder, Ports.free());
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        services.forEach(PackagedService::kill);
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void whatIsRestoredAnswersAsWhatWasDumpedAndGoesOn() throws Exception {
        DatabaseUrl live = postgres.create("live");
        ServiceClient administrator = service(live).as(ADMINISTRATOR_KEY);
        Scene before = scene(administrator);
        Path dump = folder.resolve("tally.dump");
        Sums least = dumpDuringIngest(before, live, dump);
        String tagOfLater = entityTag(before).orElseThrow();
        long versionOfLater = version("live");

        DatabaseUrl restored = postgres.create("restored");
        postgres.run(
                folder, "pg_restore", "--exit-on-error", "--dbname=" + restored.withCredentials(), dump.toString());
        run(restored, "check");
        Sums dumped = everyEvent();
        assertTrue(dumped.events() >= least.events(), "what was acknowledged before the dump is in it");
        assertTrue(dumped.events() < before.ledger().sent().events(), "events came in after the dump");
        Scene after = new Scene(
                before.seed(),
                List.of(service(restored)),
                before.accountKey(),
                ADMINISTRATOR_KEY,
                before.ledger(),
                new AtomicBoolean());
        check(after, dumped);

        sendUntil(after, versionOfLater);
        assertEquals(200, ask(after, Optional.of(tagOfLater)).statusCode(), "a tag from before means something else");
        Sums then = everyEvent();
        check(after, then);
        Roller.roll(after.services().get(0).as(ADMINISTRATOR_KEY)).orThrow();
        check(after, then);
        run(restored, "rebuild", "--account", ORGANIZATION);
        check(after, then);

        sendEverythingAgain(after);
        new FinalCount(after, questions).check();
    }

    private Scene scene(ServiceClient administrator) throws IOException {
        administrator
                .put("/v1/currency-rates/USD/CHF", Map.of("rate", Question.RATE, "effective_from", "2000-01-01"))
                .orThrow();
        administrator
                .post("/v1/accounts", Map.of("kind", "team", "name", "Backup", "external_id", ORGANIZATION))
                .orThrow();
        String key = administrator
                .post(
                        "/v1/accounts/" + ORGANIZATION + "/keys",
                        Map.of("name", "backup", "scopes", List.of("ingest", "read")))
                .orThrow()
                .path("secret")
                .asText();
        return new Scene(
                SEED, List.of(administrator.as("")), key, ADMINISTRATOR_KEY, new Ledger(), new AtomicBoolean());
    }

    /** Returns what was acknowledged when the dump began. */
    private Sums dumpDuringIngest(Scene scene, DatabaseUrl live, Path dump) throws Exception {
        List<Future<Void>> ends = new ArrayList<>();
        for (int i = 0; i < POSTERS; i++) {
            Poster poster = new Poster(scene, "client" + i, new AtomicLong());
            posters.add(poster);
            ends.add(threads.submit(poster));
        }
        awaitBatches(scene, BATCHES_BEFORE);
        Sums least = scene.ledger().acknowledged();
        postgres.run(folder, "pg_dump", "--format=custom", "--file=" + dump, live.withCredentials());
        awaitBatches(scene, scene.ledger().batches() + BATCHES_AFTER);
        scene.end();
        for (Future<Void> end : ends) {
            end.get();
        }
        return least;
    }

    private static void awaitBatches(Scene scene, long batches) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (scene.ledger().batches() < batches) {
            assertTrue(System.nanoTime() < deadline, "events come in");
            Thread.sleep(10);
        }
    }

    private ServiceClient service(DatabaseUrl database) throws InterruptedException {
        PackagedService service = PackagedService.in(
                folder,
                Map.of(
                        "TALLY_DATABASE_URL",
                        database.withCredentials(),
                        "TALLY_ADMIN_KEY",
                        ADMINISTRATOR_KEY,
                        "TALLY_ROLL_DELAY",
                        "PT0.1S",
                        "TALLY_ROLL_MAX_EVENTS",
                        "1000"));
        services.add(service);
        service.start(TIMEOUT);
        return new ServiceClient(service.url(), "");
    }

    private void run(DatabaseUrl database, String... command) throws Exception {
        PackagedCommand ran =
                PackagedCommand.run(folder, Map.of("TALLY_DATABASE_URL", database.withCredentials()), command);
        assertEquals(0, ran.exitCode(), ran.output() + ran.errors());
    }

    private void check(Scene scene, Sums exact) throws IOException {
        for (Question question : questions) {
            question.check(scene.services().get(0).as(scene.accountKey()).get(question.path()), exact, exact);
        }
    }

    /**
     * Events that are not in the dump come in one by one, until as much has changed as had changed elsewhere. Those of all
     * clients are enough, as every change there brought at least one of them; those of one client may not be.
     */
    private void sendUntil(Scene scene, long version) throws Exception {
        List<Call> calls =
                posters.stream().flatMap(poster -> poster.everything().stream()).toList();
        for (int i = calls.size() - 1; version("restored") < version; i--) {
            send(scene, List.of(calls.get(i)));
        }
        assertEquals(version, version("restored"));
    }

    private void sendEverythingAgain(Scene scene) throws IOException {
        for (Poster poster : posters) {
            send(scene, poster.everything());
        }
    }

    private static void send(Scene scene, List<Call> calls) throws IOException {
        byte[] lines =
                calls.stream().map(Call::json).collect(Collectors.joining("\n")).getBytes(UTF_8);
        assertEquals(
                0,
                scene.services()
                        .get(0)
                        .as(scene.accountKey())
                        .post("/v1/events", "application/x-ndjson", lines)
                        .orThrow()
                        .path("rejected")
                        .asInt(-1));
    }

    /** What a client of the live service keeps beside its last answer. */
    private Optional<String> entityTag(Scene scene) throws Exception {
        return ask(scene, Optional.empty()).headers().firstValue("ETag");
    }

    private HttpResponse<String> ask(Scene scene, Optional<String> tag) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        scene.services().get(0).service().resolve("/v1/query"))
                .header("X-Api-Key", scene.accountKey());
        tag.ifPresent(known -> request.header("If-None-Match", known));
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private long version(String database) throws Exception {
        return row(database, VERSION).get(0).longValueExact();
    }

    private Sums everyEvent() throws Exception {
        List<BigDecimal> row = row("restored", ALL);
        return new Sums(
                row.get(0).longValueExact(),
                row.get(1).longValueExact(),
                row.get(2).longValueExact(),
                row.get(3).longValueExact(),
                row.get(4),
                row.get(5),
                row.get(6).longValueExact(),
                row.get(7).longValueExact());
    }

    private List<BigDecimal> row(String database, String sql) throws Exception {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            List<BigDecimal> row = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                row.add(rows.getBigDecimal(i));
            }
            return row;
        }
    }
}
