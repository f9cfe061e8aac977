package dev.tally.testing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Chooses the ports of a service in another process: that of the API, which Quarkus then tells the tests, and that of health
 * and metrics, which {@link Management} finds under the same setting. In this process Quarkus chooses both.
 */
@QuarkusTestResource(PortsResource.class)
public final class PortsResource implements QuarkusTestResourceLifecycleManager {
    private static final String API = "quarkus.http.test-port";
    private static final String MANAGEMENT = "tally.management.port";

    private String management;
    private String api;

    @Override
    public Map<String, String> start() {
        if (!Packaging.isNative()) {
            return Map.of();
        }
        management = Integer.toString(Ports.free());
        api = Integer.toString(Ports.free());
        System.setProperty(MANAGEMENT, management);
        System.setProperty(API, api);
        // From a log of lines Quarkus learns that the service has started.
        return Map.of(MANAGEMENT, management, "quarkus.log.file.json.enabled", "false");
    }

    /** The next service may have its ports already. */
    @Override
    public void stop() {
        clear(MANAGEMENT, management);
        clear(API, api);
    }

    private static void clear(String property, String own) {
        if (own != null && own.equals(System.getProperty(property))) {
            System.clearProperty(property);
        }
    }
}
