package dev.tally.ops;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether the database has the tables that this program needs, for {@code /q/health/ready}. A newer schema is good. */
@Readiness
@Singleton
class SchemaReadiness implements AsyncHealthCheck {
    private static final String NAME = "schema";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Schema schema;

    SchemaReadiness(Schema schema) {
        this.schema = schema;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        int needed = schema.needed();
        return schema.present()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(present -> answer(present, needed))
                .onFailure()
                .recoverWithItem(() -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("reason", "unknown, as the database does not answer")
                        .build());
    }

    private static HealthCheckResponse answer(Optional<Integer> present, int needed) {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named(NAME)
                .withData("version", present.orElse(0))
                .withData("needed", needed);
        return present.orElse(0) >= needed
                ? answer.up().build()
                : answer.down()
                        .withData("reason", "older than needed: run the command migrate")
                        .build();
    }
}
