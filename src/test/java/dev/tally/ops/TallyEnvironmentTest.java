package dev.tally.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TallyEnvironmentTest {
    @Test
    void offersWhatIsMeantForTheServiceAndNothingElse() {
        Map<String, String> environment = Map.of(
                "TALLY_PORT",
                "1",
                "TALLY_PROT",
                "2",
                "TALLY_TEST_DATABASE_URL",
                "3",
                "TALLY_URL",
                "4",
                "TALLY_KEY",
                "5",
                "PATH",
                "6");

        assertEquals(Map.of("TALLY_PORT", "1", "TALLY_PROT", "2"), TallyEnvironment.settingsIn(environment));
    }
}
