package dev.tally.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tally.testing.FreshDatabase;
import dev.tally.testing.PackagedService;
import dev.tally.testing.Packaging;
import dev.tally.testing.Patience;
import dev.tally.testing.ProcessMemory;
import dev.tally.testing.ServiceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramPagesIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void anIdleExecutableHoldsWhatItNeeds() throws Exception {
        assumeTrue(Packaging.isNative(), "a JVM has no pages of the program");
        try (FreshDatabase database = FreshDatabase.create();
                PackagedService service = PackagedService.in(
                        folder, Map.of("TALLY_DATABASE_URL", database.url().withCredentials()))) {
            service.start(TIMEOUT);
            double afterStart = residentMib(service);

            Patience.until(() -> residentMib(service) < afterStart * 3 / 4);
            assertEquals(
                    401, new ServiceClient(service.url(), "").get("/v1/query").status());
        }
    }

    private static double residentMib(PackagedService service) {
        try {
            return ProcessMemory.of(service.pid()).residentMib();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
