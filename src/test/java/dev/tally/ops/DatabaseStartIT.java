package dev.tally.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.contract.Unavailable;
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
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two services that start at the same time, before their database does. */
// An embedded PostgreSQL is killed in another way there.
@DisabledOnOs(OS.WINDOWS)
class DatabaseStartIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private final List<PackagedService> services = new ArrayList<>();
    private KillablePostgres postgres;

    @BeforeEach
    void startTheServicesAlone() throws Exception {
        postgres = KillablePostgres.in(folder.resolve("database"), TestPostgres.programs(), Ports.free());
        Map<String, String> settings = Map.of(
                "TALLY_DATABASE_URL",
                postgres.url().withCredentials(),
                "TALLY_ADMIN_KEY",
                "the-administrator-of-the-start-test");
        for (int i = 0; i < 2; i++) {
            PackagedService service = PackagedService.in(folder, settings);
            services.add(service);
            service.launch();
        }
    }

    @AfterEach
    void stop() {
        services.forEach(PackagedService::close);
        postgres.close();
    }

    @Test
    void theyLiveAndBecomeReadyByThemselvesOnceTheDatabaseIsThere() throws Exception {
        for (PackagedService service : services) {
            awaitLiveness(service);
            assertNotReady(service);
        }
        Unavailable.inEveryApi(new ServiceClient(services.get(0).url(), "some-key-0123456789"), "org_1");

        postgres.start(TIMEOUT);
        for (PackagedService service : services) {
            service.start(TIMEOUT);
            assertEquals(
                    401, new ServiceClient(service.url(), "").get("/v1/query").status());
        }

        assertEquals(List.of("1", "2", "3"), migrations().subList(0, 3));
        assertEquals(migrations().stream().distinct().toList(), migrations());
    }

    private static void awaitLiveness(PackagedService service) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!isLive(service)) {
            assertTrue(System.nanoTime() < deadline, service::lastLines);
            Thread.sleep(50);
        }
    }

    private static boolean isLive(PackagedService service) {
        try {
            return new ServiceClient(service.management(), "")
                    .get("/q/health/live")
                    .isOk();
        } catch (IOException e) {
            return false;
        }
    }

    private void assertNotReady(PackagedService service) throws IOException {
        ServiceClient.Answer answer = new ServiceClient(service.management(), "").get("/q/health/ready");

        assertEquals(503, answer.status());
        assertEquals("unreachable", reason(answer.json(), "database"));
        assertEquals("waiting for the database and its schema", reason(answer.json(), "service"));
        for (String secret : List.of(
                postgres.url().password(),
                postgres.url().host(),
                Integer.toString(postgres.url().port()))) {
            assertFalse(answer.text().contains(secret), answer.text());
        }
    }

    private static String reason(JsonNode health, String check) {
        for (JsonNode one : health.path("checks")) {
            if (one.path("name").asText().equals(check)) {
                return one.path("data").path("reason").asText();
            }
        }
        return "there is no check " + check;
    }

    private List<String> migrations() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        postgres.url().jdbcUrl(),
                        postgres.url().user(),
                        postgres.url().password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT version FROM flyway_schema_history WHERE success ORDER BY installed_rank")) {
            List<String> versions = new ArrayList<>();
            while (rows.next()) {
                versions.add(rows.getString(1));
            }
            return versions;
        }
    }
}
