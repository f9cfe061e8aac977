package dev.tally.rollup;

import dev.tally.ingest.EventsStored;
import dev.tally.ingest.TooManyPending;
import dev.tally.ops.DatabaseReady;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.HashSet;
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

    /** From when an account is noted until its roll begins. Guarded by {@link #due}. */
    private final Set<UUID> noted = new HashSet<>();

    /** The accounts whose turn it is, which are noted, in this order. Guarded by itself. */
    private final Queue<UUID> due = new ArrayDeque<>();

    /** None of them is due. Guarded by {@link #due}. */
    private final Set<UUID> rolling = new HashSet<>();

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
        if (config.automatic() && isToWait(accountId)) {
            rollLater(accountId);
        }
    }

    /** Not where it waits already, or is being rolled: then it waits afterwards. */
    private boolean isToWait(UUID accountId) {
        synchronized (due) {
            return noted.add(accountId) && !rolling.contains(accountId);
        }
    }

    private void rollLater(UUID accountId) {
        vertx.setTimer(config.delay().toMillis(), timer -> {
            synchronized (due) {
                due.add(accountId);
            }
            rollNext();
        });
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
        begin().ifPresent(accountId -> rolls.roll(accountId)
                .onTermination()
                .invoke(() -> end(accountId))
                .subscribe()
                .with(rolled -> {}, e -> LOG.warn("events of account " + accountId + " stay pending for now: " + e)));
    }

    /** The account whose turn it is; empty where none is due, or as many are being rolled as may be. */
    private Optional<UUID> begin() {
        synchronized (due) {
            if (due.isEmpty() || rolling.size() == config.concurrency()) {
                return Optional.empty();
            }
            UUID accountId = due.remove();
            noted.remove(accountId);
            rolling.add(accountId);
            return Optional.of(accountId);
        }
    }

    private void end(UUID accountId) {
        boolean notedSince;
        synchronized (due) {
            rolling.remove(accountId);
            notedSince = noted.contains(accountId);
        }
        if (notedSince) {
            rollLater(accountId);
        }
        rollNext();
    }
}
