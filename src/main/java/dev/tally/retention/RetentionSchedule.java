package dev.tally.retention;

import dev.tally.ops.DatabaseReady;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Has retention run soon after the start and once a day, by whichever instance looks first. */
@ApplicationScoped
class RetentionSchedule {
    private static final Logger LOG = Logger.getLogger(RetentionSchedule.class);
    private static final Duration LOOK = Duration.ofHours(1);

    /** The requests that waited for the start go first. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private static final Duration DAY = Duration.ofDays(1);

    private final Retention retention;
    private final RetentionStore store;
    private final RetentionConfig config;
    private final Clock clock;
    private final Vertx vertx;

    RetentionSchedule(Retention retention, RetentionStore store, RetentionConfig config, Clock clock, Vertx vertx) {
        this.retention = retention;
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
    }

    void checkedAtStart(@Observes StartupEvent event) {
        if (config.rawEvents().filter(Duration::isNegative).isPresent()) {
            throw new ConfigurationException("tally.retention.raw-events must not be negative");
        }
    }

    void start(@Observes DatabaseReady event) {
        if (config.automatic()) {
            vertx.setTimer(FIRST_LOOK.toMillis(), timer -> look());
            vertx.setPeriodic(LOOK.toMillis(), timer -> look());
        }
    }

    private void look() {
        store.doneAt()
                .map(at -> at.filter(done -> done.plus(DAY).isAfter(clock.instant()))
                        .isEmpty())
                .chain(due -> due
                        ? retention.run().replaceWithVoid()
                        : Uni.createFrom().voidItem())
                .subscribe()
                .with(done -> {}, e -> LOG.warn("old events stay for now: " + e));
    }
}
