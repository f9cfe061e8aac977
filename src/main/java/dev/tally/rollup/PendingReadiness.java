package dev.tally.rollup;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether rolling keeps up, for {@code /q/health/ready}, as of the last sweep: a probe costs the database nothing. */
@Readiness
@Singleton
class PendingReadiness implements HealthCheck {
    private static final String NAME = "pending-events";

    private final RollMeters meters;
    private final PendingConfig config;

    PendingReadiness(RollMeters meters, PendingConfig config) {
        this.meters = meters;
        this.config = config;
    }

    @Override
    public HealthCheckResponse call() {
        Duration age = meters.age();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named(NAME)
                .withData("oldest_seconds", age.toSeconds())
                .withData("max_seconds", config.maxPendingAge().toSeconds());
        if (age.compareTo(config.maxPendingAge()) <= 0) {
            return answer.up().build();
        }
        return answer.status(!config.pendingAgeFails())
                .withData("reason", "events wait for too long to be rolled")
                .build();
    }
}
