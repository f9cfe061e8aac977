package dev.tally.ops;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether the service has started and was not told to stop, for {@code /q/health/ready}. */
@Readiness
@Singleton
class ServiceReadiness implements HealthCheck {
    private static final String NAME = "service";

    private final ServiceState state;

    ServiceReadiness(ServiceState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        return switch (state.phase()) {
            case WAITING_FOR_DATABASE -> down("waiting for the database and its schema");
            case SERVING -> HealthCheckResponse.up(NAME);
            case STOPPING -> down("stopping");
        };
    }

    private static HealthCheckResponse down(String reason) {
        return HealthCheckResponse.named(NAME).down().withData("reason", reason).build();
    }
}
