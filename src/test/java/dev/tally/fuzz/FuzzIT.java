package dev.tally.fuzz;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The run of {@code make fuzz}, of another seed each time, with {@code -Dfuzz.requests=…}. */
@EnabledIfSystemProperty(named = "fuzz.requests", matches = "\\d+")
class FuzzIT {
    private static final int REQUESTS = 3_000;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void nothingThatIsSentBreaksTheService() throws Exception {
        new FuzzRun(Options.ofSystemProperties(REQUESTS)).run(folder);
    }
}
