package dev.tally.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * For tests of what requests do to each other: the service has connections enough to do it all at once. Events are kept for 60
 * days after their month, once a test runs the retention.
 */
public final class ManyConnections implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                PostgresResource.CONNECTIONS,
                "12",
                "tally.retention.raw-events",
                "60D",
                "tally.retention.max-wait",
                "20S");
    }
}
