package dev.tally.oracle;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.ops.DatabaseUrl;
import dev.tally.testing.PackagedService;
import dev.tally.testing.ServiceClient;
import dev.tally.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
 * rolled by any and asked of any, and one of them rolls by itself. {@code -Doracle.seed=…} and {@code -Doracle.rounds=…} as
 * there.
 */
class OracleIT {
    private static final int ROUNDS = Integer.getInteger("oracle.rounds", 30);
    private static final long SEED = Long.getLong("oracle.seed", System.nanoTime());
    private static final String ADMINISTRATOR_KEY = "the-administrator-of-the-oracle-test";
    private static final String DATABASE = "oracle_instances";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    /** Soon up, and small. */
    private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    private static final Map<String, String> ROLLS_A_FEW =
            Map.of("TALLY_ROLL_AUTOMATIC", "false", "TALLY_ROLL_MAX_EVENTS", "15", "TALLY_ROLL_MAX_UNITS", "4");
    private static final Map<String, String> ROLLS_MANY = Map.of("TALLY_ROLL_AUTOMATIC", "false");
    private static final Map<String, String> ROLLS_BY_ITSELF =
            Map.of("TALLY_ROLL_DELAY", "20MS", "TALLY_ROLL_MAX_EVENTS", "40");

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
            PackagedService service = PackagedService.in(folder, all, JVM);
            services.add(service);
            service.start(START_TIMEOUT);
        }
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
            for (int round = 0; round < ROUNDS; round++) {
                new Round(administrators, SEED + round, cellsRead).play();
            }
        });
        assertTrue(cellsRead.sum() > 0, "something was answered from cells");
    }

    private static void execute(String sql) throws SQLException {
        DatabaseUrl server = TestPostgres.url();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
