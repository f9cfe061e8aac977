package dev.tally.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.FreshDatabase;
import dev.tally.testing.PackagedCommand;
import dev.tally.testing.PackagedService;
import dev.tally.testing.Ports;
import dev.tally.testing.ServiceClient;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands of the packaged program, each in a process of its own, most of them beside a service. */
class CommandsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String ADMINISTRATOR_KEY = "the-administrator-of-the-commands-test";

    @TempDir
    Path folder;

    private FreshDatabase database;
    private Map<String, String> settings;

    @BeforeEach
    void createDatabase() {
        database = FreshDatabase.create();
        settings = new HashMap<>(Map.of(
                "TALLY_DATABASE_URL",
                database.url().withCredentials(),
                "TALLY_ADMIN_KEY",
                ADMINISTRATOR_KEY,
                "TALLY_MIGRATE_AT_START",
                "false",
                "TALLY_ROLL_AUTOMATIC",
                "false",
                "TALLY_RETENTION_AUTOMATIC",
                "false",
                "TALLY_PORT",
                Integer.toString(Ports.free()),
                "TALLY_MANAGEMENT_PORT",
                Integer.toString(Ports.free())));
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void helpIsForEveryCommandAndMisuseEndsWithTwo() throws Exception {
        String overview = run("--help").output();
        for (String command : List.of("serve", "migrate", "roll", "rebuild", "keys", "check", "token")) {
            PackagedCommand help = run(command, "--help");

            assertEquals(0, help.exitCode(), command);
            assertTrue(help.output().startsWith("Usage: tally " + command), help.output());
            assertTrue(overview.contains("\n  " + command + " "), overview);
        }
        PackagedCommand unknown = run("frobnicate");
        assertEquals(2, unknown.exitCode());
        assertTrue(unknown.errors().contains("'frobnicate'"), unknown.errors());
        assertEquals(2, run("rebuild").exitCode());
        PackagedCommand noScope = run("keys", "create", "--account", "a", "--name", "n", "--scopes", "none");
        assertEquals(2, noScope.exitCode());
        assertTrue(noScope.errors().contains("'scopes'"), noScope.errors());
    }

    @Test
    void nothingButMigrateChangesTheSchemaWhereTheOperatorSaysSo() throws Exception {
        PackagedCommand refused = run("serve");
        assertEquals(1, refused.exitCode());
        assertTrue(refused.errors().contains("run the command migrate"), refused.errors());
        assertEquals(List.of(), database.column("SELECT 1 FROM pg_tables WHERE tablename = 'usage_event'"));

        PackagedCommand old = run("check");
        assertEquals(1, old.exitCode());
        assertTrue(old.output().matches("(?s).*FAILED +schema .*run the command migrate.*"), old.output());

        assertEquals(0, run("migrate").exitCode());
        assertTrue(run("migrate").output().contains("already"));

        PackagedCommand good = run("check");
        assertEquals(0, good.exitCode(), good.output());
        assertFalse(good.output().contains("FAILED"), good.output());
        assertEquals(5, good.output().lines().count(), good.output());

        database.execute("INSERT INTO flyway_schema_history SELECT installed_rank + 1000, '1000', description, type,"
                + " 'V1000__of_a_later_release.sql', checksum, installed_by, installed_on, 0, true"
                + " FROM flyway_schema_history WHERE version = '1'");
        PackagedCommand earlierRelease = run("migrate");
        assertEquals(0, earlierRelease.exitCode(), earlierRelease.errors());
        assertTrue(earlierRelease.output().contains("version 1000 already"), earlierRelease.output());
    }

    @Test
    void checkSaysThatNoDatabaseIsThere() throws Exception {
        settings.put("TALLY_DATABASE_URL", "postgresql://somebody:a-secret-word@127.0.0.1:" + Ports.free() + "/tally");

        PackagedCommand check = run("check");

        assertEquals(1, check.exitCode());
        assertTrue(check.output().matches("(?s).*FAILED +database .*"), check.output());
        assertFalse((check.output() + check.errors()).contains("a-secret-word"));
    }

    @Test
    void checkTellsADatabaseThatAnswersFromASchemaThatCannotBeRead() throws Exception {
        assertEquals(0, run("migrate").exitCode());
        database.execute("ALTER TABLE flyway_schema_history DROP COLUMN version");

        PackagedCommand check = run("check");

        assertEquals(1, check.exitCode());
        assertTrue(check.output().matches("(?s).*ok +database .*FAILED +schema .*ok +clock .*"), check.output());
        assertFalse(check.output().contains("FAILED  database"), check.output());
    }

    @Test
    void checkNamesASettingThatThereIsNot() throws Exception {
        settings.put("TALLY_ROL_AUTOMATIC", "false");

        PackagedCommand check = run("check");

        assertEquals(1, check.exitCode());
        assertTrue(check.errors().contains("TALLY_ROL_AUTOMATIC"), check.errors());
    }

    @ParameterizedTest
    @CsvSource({
        "TALLY_ROLL_DELAY, 0S, tally.roll.delay.*at least a millisecond",
        "TALLY_ROLL_CONCURRENCY, 0, tally.roll.concurrency.*from 1",
        "TALLY_INGEST_TRANSACTIONS, two, tally.ingest.transactions.*whole number"
    })
    void checkNamesASettingWithWhichNothingWouldWork(String name, String value, String complaint) throws Exception {
        settings.put(name, value);

        PackagedCommand check = run("check");

        assertEquals(1, check.exitCode());
        assertTrue(check.errors().matches("(?s).*" + complaint + ".*"), check.errors());
    }

    @Test
    void aTakenManagementPortIsNamedInOneLine() throws Exception {
        run("migrate");
        try (ServerSocket taken = new ServerSocket(0)) {
            settings.put("TALLY_MANAGEMENT_PORT", Integer.toString(taken.getLocalPort()));

            PackagedCommand serve = run("serve");

            assertEquals(1, serve.exitCode());
            assertEquals(
                    "tally: port " + taken.getLocalPort()
                            + " is taken by another process: stop it, or set TALLY_MANAGEMENT_PORT",
                    serve.errors().strip());
        }
    }

    @Test
    void keysAreMadeListedAndRevokedAndEventsRolledBesideAService() throws Exception {
        run("migrate");
        settings.remove("TALLY_MIGRATE_AT_START");
        try (PackagedService service = service()) {
            service.start(TIMEOUT);
            assertStartedWithoutFlyway();
            new ServiceClient(service.url(), ADMINISTRATOR_KEY)
                    .post("/v1/accounts", Map.of("kind", "team", "name", "Acme", "external_id", "org_acme"))
                    .orThrow();

            PackagedCommand made =
                    run("keys", "create", "--account", "org_acme", "--name", "gateway", "--scopes", "ingest,read");
            assertEquals(0, made.exitCode(), made.errors());
            ServiceClient client =
                    new ServiceClient(service.url(), made.output().strip());
            for (int i = 0; i < 3; i++) {
                client.post("/v1/events", Map.of("id", "event-" + i, "model", "gpt-4o", "input_tokens", 7))
                        .orThrow();
            }
            assertPending(3);

            PackagedCommand rolled = run("roll", "--all");
            assertEquals(0, rolled.exitCode(), rolled.errors());
            assertTrue(rolled.output().startsWith("rolled 3 events "), rolled.output());
            assertPending(0);
            PackagedCommand rebuilt = run("rebuild", "--account", "org_acme");
            assertTrue(rebuilt.output().startsWith("rolled 3 events "), rebuilt.output());
            assertEquals(
                    21,
                    client.get("/v1/query")
                            .orThrow()
                            .path("totals")
                            .path("input_tokens")
                            .asInt());
            assertEquals(1, run("rebuild", "--account", "org_nobody").exitCode());

            PackagedCommand listed = run("keys", "list", "--account", "org_acme");
            assertFalse(listed.output().contains(made.output().strip()), listed.output());
            String row = listed.output()
                    .lines()
                    .filter(line -> line.endsWith("gateway"))
                    .findFirst()
                    .orElseThrow();
            String id = row.substring(0, row.indexOf(' '));
            assertEquals(0, run("keys", "revoke", "--account", "org_acme", id).exitCode());
            assertEquals(401, client.get("/v1/query").status());
            assertEquals(1, run("keys", "revoke", "--account", "org_acme", id).exitCode());
        }
    }

    @Test
    @DisabledIfSystemProperty(named = "native.image.path", matches = ".*", disabledReason = "it has no PostgreSQL")
    void aCommandSharesTheEmbeddedDatabaseOfTheServiceThatRunsOnIt() throws Exception {
        settings.remove("TALLY_DATABASE_URL");
        settings.remove("TALLY_MIGRATE_AT_START");
        settings.put("TALLY_DATA_DIR", folder.resolve("data").toString());
        try (PackagedService service = service()) {
            service.start(TIMEOUT);
            new ServiceClient(service.url(), ADMINISTRATOR_KEY)
                    .post("/v1/accounts", Map.of("kind", "team", "name", "Acme", "external_id", "org_acme"))
                    .orThrow();

            PackagedCommand check = run("check");
            assertEquals(0, check.exitCode(), check.output() + check.errors());
            assertEquals(0, run("keys", "list", "--account", "org_acme").exitCode());
            assertTrue(service.isReady());
        }
        assertTrue(Files.exists(folder.resolve("data/postgres")));
        PackagedCommand alone = run("keys", "list", "--account", "org_acme");
        assertEquals(0, alone.exitCode(), alone.errors());
    }

    /** It connects by JDBC, as nothing else does, and keeps the connection for a while. */
    private void assertStartedWithoutFlyway() {
        List<String> clients = database.column(
                "SELECT application_name FROM pg_stat_activity WHERE datname = current_database() AND pid != pg_backend_pid()");
        assertFalse(clients.isEmpty());
        assertFalse(clients.contains("PostgreSQL JDBC Driver"), clients::toString);
    }

    private void assertPending(int events) {
        assertEquals(
                List.of(Integer.toString(events)),
                database.column("SELECT coalesce(sum(events), 0) FROM pending_batch"));
    }

    /** On ports of its own. */
    private PackagedService service() {
        Map<String, String> others = new HashMap<>(settings);
        others.keySet().removeAll(List.of("TALLY_PORT", "TALLY_MANAGEMENT_PORT"));
        return PackagedService.in(folder, others);
    }

    private PackagedCommand run(String... arguments) throws Exception {
        return PackagedCommand.run(folder, settings, arguments);
    }
}
