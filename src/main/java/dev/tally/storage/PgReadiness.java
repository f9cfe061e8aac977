package dev.tally.storage;

import dev.tally.ops.DatabaseFailure;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Whether the service reaches its database, for {@code /q/health/ready}. The answer says what kind of thing is wrong and the
 * log what it was: the client's messages say where the database is and as whom the service speaks to it.
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
                .invoke(e -> LOG.warnf("The database does not answer: %s", DatabaseFailure.reason(e)))
                .onFailure()
                .recoverWithItem(PgReadiness::down);
    }

    private static HealthCheckResponse down(Throwable e) {
        return HealthCheckResponse.named(NAME)
                .down()
                .withData("reason", reason(e))
                .build();
    }

    private static String reason(Throwable e) {
        return e instanceof TimeoutException
                ? "no answer within " + PATIENCE.toSeconds() + " seconds"
                : DatabaseTrouble.of(e).orElse(DatabaseTrouble.UNREACHABLE).reason();
    }
}
