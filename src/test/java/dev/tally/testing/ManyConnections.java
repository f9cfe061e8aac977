package dev.tally.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** For tests of what requests do to each other: the service has connections enough to do it all at once. */
public final class ManyConnections implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(PostgresResource.CONNECTIONS, "12");
    }
}
