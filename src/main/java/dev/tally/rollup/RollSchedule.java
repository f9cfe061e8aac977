package dev.tally.rollup;

import dev.tally.ingest.EventsStored;
import dev.tally.ingest.TooManyPending;
import dev.tally.ops.DatabaseReady;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Has accounts rolled soon after events came in, off the requests that brought them: the events of a while together, and few
 * accounts at a time.
 */
@ApplicationScoped
public class RollSchedule {
    private static final Logger LOG = Logger.getLogger(RollSchedule.class);
    private static final int MOST_ACCOUNTS_PER_SWEEP = 1000;

    private final Rolls rolls;
    private final RollStore store;
    private final RollConfig config;
    private final Vertx vertx;
    private final RollMeters meters;

    /** Each account is in there once, from when it is noted until its roll begins. */
    private final Set<UUID> noted = ConcurrentHashMap.newKeySet();

    /** Guarded by itself, as is how many are being rolled. */
    private final Queue<UUID> due = new ArrayDeque<>();

    private int rolling;

    /** Accounts that are rolled because they are held. */
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();

    RollSchedule(Rolls rolls, RollStore store, RollConfig config, Vertx vertx, RollMeters meters) {
        this.rolls = rolls;
        this.store = store;
        this.config = config;
        this.vertx = vertx;
        this.meters = meters;
    }

    void start(@Observes DatabaseReady event) {
        vertx.setPeriodic(config.sweepInterval().toMillis(), timer -> sweep());
    }

    void stored(@Observes EventsStored events) {
        note(events.accountId());
    }

    /** Notes that an account has pending events. */
    public void note(UUID accountId) {
        if (config.automatic() && noted.add(accountId)) {
            vertx.setTimer(config.delay().toMillis(), timer -> {
                synchronized (due) {
                    due.add(accountId);
                }
                rollNext();
            });
        }
    }

    /** At once, and also where rolling is not automatic: requests are waiting for it, so that there is time to do it. */
    void roll(@Observes TooManyPending event) {
        UUID accountId = event.accountId();
        if (held.add(accountId)) {
            rolls.roll(accountId)
                    .onTermination()
                    .invoke(() -> held.remove(accountId))
                    .subscribe()
                    .with(rolled -> {}, e -> LOG.warn("account " + accountId + " stays held for now: " + e));
        }
    }

    private void sweep() {
        store.backlog().subscribe().with(meters::found, e -> LOG.warn("no look at the backlog: " + e));
        store.accountsWithPendingBatches(MOST_ACCOUNTS_PER_SWEEP)
                .subscribe()
                .with(accounts -> accounts.forEach(this::note), e -> LOG.warn("no look for pending events: " + e));
    }

    private void rollNext() {
        begin().ifPresent(accountId -> {
            noted.remove(accountId);
            rolls.roll(accountId)
                    .onTermination()
                    .invoke(this::end)
                    .subscribe()
                    .with(
                            rolled -> {},
                            e -> LOG.warn("events of account " + accountId + " stay pending for now: " + e));
        });
    }

    /** The account whose turn it is; empty where none is due, or as many are being rolled as may be. */
    private Optional<UUID> begin() {
        synchronized (due) {
            if (due.isEmpty() || rolling == config.concurrency()) {
                return Optional.empty();
            }
            rolling++;
            return Optional.of(due.remove());
        }
    }

    private void end() {
        synchronized (due) {
            rolling--;
        }
        rollNext();
    }
}
