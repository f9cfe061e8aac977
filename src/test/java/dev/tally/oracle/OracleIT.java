package dev.tally.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.ops.DatabaseUrl;
import dev.tally.oracle.Round.Played;
import dev.tally.testing.PackagedService;
import dev.tally.testing.ServiceClient;
import dev.tally.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link OracleTest}, with three packaged instances of the service on one database: events are posted to any of them,
 * rolled by any and asked of any, and one of them rolls by itself. In the end the events of the earlier months are dropped, and
 * the accounts are asked again. {@code -Doracle.seed=…} and {@code -Doracle.rounds=…} as
 * there.
 */
class OracleIT {
    private static final int ROUNDS = Integer.getInteger("oracle.rounds", 30);
    private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
    private static final String ADMINISTRATOR_KEY = "the-administrator-of-the-oracle-test";
    private static final String DATABASE = "oracle_instances";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private static final Map<String, String> ROLLS_A_FEW =
            Map.of("TALLY_ROLL_AUTOMATIC", "false", "TALLY_ROLL_MAX_EVENTS", "15", "TALLY_ROLL_MAX_UNITS", "4");
    private static final Map<String, String> ROLLS_MANY = Map.of("TALLY_ROLL_AUTOMATIC", "false");
    private static final Map<String, String> ROLLS_BY_ITSELF =
            Map.of("TALLY_ROLL_DELAY", "20MS", "TALLY_ROLL_MAX_EVENTS", "40");

    /** The months before it are dropped: all of some accounts, and a part of those that live around a change of clocks. */
    private static final Instant KEPT_SINCE = Instant.parse("2026-03-01T00:00:00Z");

    @TempDir
    Path folder;

    private final LongAdder cellsRead = new LongAdder();
    private final List<PackagedService> services = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        execute("DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
        execute("CREATE DATABASE " + DATABASE);
        for (Map<String, String> settings : List.of(ROLLS_A_FEW, ROLLS_MANY, ROLLS_BY_ITSELF)) {
            Map<String, String> all = new HashMap<>(settings);
            all.put(
                    "TALLY_DATABASE_URL",
                    TestPostgres.url().withDatabase(DATABASE).withCredentials());
            all.put("TALLY_ADMIN_KEY", ADMINISTRATOR_KEY);
            all.put("TALLY_RETENTION_RAW_EVENTS", rawEvents());
            all.put("TALLY_RETENTION_AUTOMATIC", "false");
            PackagedService service = PackagedService.in(folder, all);
            services.add(service);
            service.start(START_TIMEOUT);
        }
    }

    /** An age at which events of the month before are too old and those since are not. */
    private static String rawEvents() {
        return Duration.between(KEPT_SINCE, Instant.now()).minusDays(1).toString();
    }

    @AfterEach
    void stop() {
        services.forEach(PackagedService::close);
    }

    @Test
    void answersOfAllInstancesEqualTheNaiveComputation() {
        List<ServiceClient> administrators = services.stream()
                .map(service -> new ServiceClient(service.url(), ADMINISTRATOR_KEY))
                .toList();
        JqwikSession.run(() -> {
            List<Played> played = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                played.add(round(administrators, round).play());
            }
            assertEquals(KEPT_SINCE.toString(), dropOldMonths(administrators.get(0)));
            int answered = 0;
            for (int round = 0; round < ROUNDS; round++) {
                answered += round(administrators, round).playAfterRetention(played.get(round), KEPT_SINCE);
            }
            assertTrue(answered > 0, "something was answered without the events that are gone");
        });
        assertTrue(cellsRead.sum() > 0, "something was answered from cells");
    }

    private Round round(List<ServiceClient> administrators, int number) {
        return new Round(administrators, SEED + number, cellsRead);
    }

    /** Since when events are kept now. */
    private static String dropOldMonths(ServiceClient administrator) throws IOException {
        return administrator
                .post("/v1/admin/retention", "application/json", new byte[0])
                .orThrow()
                .get("kept_since")
                .asText();
    }

    private static void execute(String sql) throws SQLException {
        DatabaseUrl server = TestPostgres.url();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
