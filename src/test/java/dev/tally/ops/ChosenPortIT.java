package dev.tally.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.FreshDatabase;
import dev.tally.testing.PackagedService;
import dev.tally.testing.ServiceClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose API is on a port that the operating system chose, with health and metrics where the operator said. */
class ChosenPortIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Pattern READY = Pattern.compile("Tally is ready on (http://localhost:\\d+)");

    @TempDir
    Path folder;

    private FreshDatabase database;

    @BeforeEach
    void createDatabase() {
        database = FreshDatabase.create();
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    @Test
    void bothPortsAnswerAndBothAreMeasured() throws Exception {
        Map<String, String> settings =
                Map.of("TALLY_DATABASE_URL", database.url().withCredentials(), "TALLY_PORT", "0");
        try (PackagedService service = PackagedService.in(folder, settings)) {
            service.start(TIMEOUT);

            assertEquals(
                    401,
                    new ServiceClient(announced(service), "").get("/v1/query").status());
            String metrics = new ServiceClient(service.management(), "")
                    .get("/q/metrics")
                    .text();
            for (String port :
                    List.of("0", Integer.toString(service.management().getPort()))) {
                assertTrue(metrics.contains("http_server_bytes_read_count{server_port=\"" + port + "\""), metrics);
            }
        }
    }

    /** The line may be written a moment after the service is ready. */
    private static URI announced(PackagedService service) throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < deadline) {
            Matcher line = READY.matcher(service.lastLines());
            if (line.find()) {
                return URI.create(line.group(1));
            }
            Thread.sleep(50);
        }
        throw new AssertionError(service.lastLines());
    }
}
