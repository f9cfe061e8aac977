package dev.tally.ops;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Waits until the database is there and has the schema that the service needs. */
@ApplicationScoped
public class DatabaseStart {
    private static final Logger LOG = Logger.getLogger(DatabaseStart.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Schema schema;
    private final TallySettings settings;
    private final ServiceState state;
    private final Event<DatabaseReady> ready;

    DatabaseStart(Schema schema, TallySettings settings, ServiceState state, Event<DatabaseReady> ready) {
        this.schema = schema;
        this.settings = settings;
        this.state = state;
        this.ready = ready;
    }

    /**
     * Tries until it works; the service serves from then on.
     *
     * @return fails with a {@link StartFailure} for what no waiting will mend
     */
    public Uni<Void> untilReady() {
        return Uni.createFrom()
                .item(this::prepared)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure(this::mayPass)
                .invoke(e -> LOG.warnf("The database cannot be used yet, trying again: %s", DatabaseFailure.reason(e)))
                .onFailure(this::mayPass)
                .retry()
                .withBackOff(FIRST_WAIT, LONGEST_WAIT)
                .indefinitely()
                .invoke(() -> {
                    state.serve();
                    ready.fire(new DatabaseReady());
                })
                .replaceWithVoid();
    }

    /**
     * Tries once, and blocks.
     *
     * @throws StartFailure if the schema is older than needed and may not be changed
     */
    public void once() {
        prepared();
    }

    private Schema prepared() {
        if (settings.migrateAtStart()) {
            schema.migrate();
        } else {
            requireSchema();
        }
        return schema;
    }

    private void requireSchema() {
        int present = schema.present().await().indefinitely().orElse(0);
        if (present < schema.needed()) {
            throw new StartFailure("the database has version " + present + " of the schema, this program needs "
                    + schema.needed() + ": run the command migrate (TALLY_MIGRATE_AT_START is false)");
        }
    }

    private boolean mayPass(Throwable e) {
        return !(e instanceof StartFailure) && state.phase() != ServicePhase.STOPPING;
    }
}
