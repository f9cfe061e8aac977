package dev.tally.testing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Chooses the port of health and metrics for a service in another process, which {@link Management} finds under the same
 * setting. In this process Quarkus chooses one.
 */
@QuarkusTestResource(ManagementResource.class)
public final class ManagementResource implements QuarkusTestResourceLifecycleManager {
    private static final String PORT = "tally.management.port";

    @Override
    public Map<String, String> start() {
        if (!Packaging.isNative()) {
            return Map.of();
        }
        String port = Integer.toString(Ports.free());
        System.setProperty(PORT, port);
        return Map.of(PORT, port);
    }

    @Override
    public void stop() {
        System.clearProperty(PORT);
    }
}
