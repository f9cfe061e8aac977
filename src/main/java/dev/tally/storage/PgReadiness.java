package dev.tally.storage;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Whether the service reaches its database, for {@code /q/health/ready}. What is wrong is told to the log alone: anybody may
 * ask, and the client's messages say where the database is and as whom the service speaks to it.
 */
@Readiness
@Singleton
class PgReadiness implements AsyncHealthCheck {
    private static final Logger LOG = Logger.getLogger(PgReadiness.class);
    private static final String NAME = "database";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Pool pool;

    PgReadiness(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return pool.query("SELECT 1")
                .execute()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(rows -> HealthCheckResponse.up(NAME))
                .onFailure()
                .invoke(e -> LOG.warn("The database does not answer", e))
                .onFailure()
                .recoverWithItem(() -> HealthCheckResponse.down(NAME));
    }
}
