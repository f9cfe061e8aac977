package dev.tally.ingest;

import dev.tally.http.FailureException;
import dev.tally.ingest.EventStore.Outcome;
import dev.tally.ingest.EventStore.Stored;
import dev.tally.ingest.Submission.Waiting;
import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Stores the events of many requests in few transactions. Nothing waits while little is going on: what comes in is stored
 * at once. While transactions of an account are under way, further requests of that account queue up, and go together as
 * the next one. So the busier the database is, the larger its transactions become, and none is held back on purpose.
 * Accounts take turns.
 *
 * <p>An account that is stored faster than it is rolled waits for rolling: see {@link PendingLimit}.
 *
 * <p>The queue is bounded. A request that finds it full, or that waits too long, is told to come back later, and nothing
 * of it is stored. A request of which a part is stored already is never turned away: it is read no faster than it is
 * stored, so that it holds no more than one batch.
 */
@ApplicationScoped
class StoreQueue {
    private static final Logger LOG = Logger.getLogger(StoreQueue.class);

    private final EventStore store;
    private final IngestConfig config;
    private final Vertx vertx;
    private final Event<EventsStored> stored;
    private final IngestMeters meters;
    private final StoreTurns turns;
    private final PendingLimit pending;

    StoreQueue(
            EventStore store,
            IngestConfig config,
            Vertx vertx,
            Event<EventsStored> stored,
            Event<TooManyPending> tooMany,
            IngestMeters meters) {
        this.store = store;
        this.config = config;
        this.vertx = vertx;
        this.stored = stored;
        this.meters = meters;
        this.turns = new StoreTurns(config);
        this.pending = new PendingLimit(
                store,
                config.maxPendingEvents(),
                vertx,
                this::limit,
                account -> tooMany.fire(new TooManyPending(account)));
        meters.watchQueue(turns::waitingEvents);
    }

    /**
     * What became of the events, in their order, once they are committed. Of equal ids in several submissions the one that
     * was submitted first decides. Fails with a {@link FailureException} where the service is too busy.
     */
    Uni<List<Outcome>> store(Submission submission) {
        return Uni.createFrom().emitter(client -> submit(new Waiting(submission, client, vertx.getOrCreateContext())));
    }

    /** How many events wait for a transaction to begin. */
    int waitingEvents() {
        return turns.waitingEvents();
    }

    private void submit(Waiting one) {
        if (!one.submission().begun()) {
            one.setTimer(vertx.setTimer(config.maxQueueWait().toMillis(), timer -> expire(one)));
        }
        if (turns.admit(one)) {
            beginTransactions();
        } else {
            vertx.cancelTimer(one.timer());
            refuse(one);
        }
    }

    private void expire(Waiting one) {
        if (turns.leave(one)) {
            refuse(one);
        }
    }

    private void refuse(Waiting one) {
        meters.countRefusal();
        one.fail(FailureException.unavailable(
                "more events come in than can be stored; nothing of this request was, send it again later",
                config.retryAfter()));
    }

    private void beginTransactions() {
        for (Optional<List<Waiting>> next = turns.begin(); next.isPresent(); next = turns.begin()) {
            List<Waiting> together = next.get();
            together.forEach(one -> vertx.cancelTimer(one.timer()));
            together.get(0).run(() -> run(together));
        }
    }

    private void run(List<Waiting> together) {
        Submission first = together.get(0).submission();
        List<PricedEvent> events = together.stream()
                .flatMap(one -> one.submission().events().stream())
                .toList();
        meters.countTransaction(events.size());
        Uni.createFrom()
                .deferred(() -> store.store(first.account(), events, first.atomic()))
                .subscribe()
                .with(
                        result -> {
                            end(first.account());
                            tell(together, result.outcomes());
                            announce(first, result);
                        },
                        failure -> {
                            end(first.account());
                            together.forEach(one -> one.fail(failure));
                        });
    }

    private void limit(UUID account, int transactions) {
        turns.limit(account, transactions);
        beginTransactions();
    }

    private void end(Account account) {
        turns.end(account.id());
        beginTransactions();
    }

    private static void tell(List<Waiting> together, List<Outcome> outcomes) {
        int from = 0;
        for (Waiting one : together) {
            one.complete(outcomes.subList(from, from + one.events()));
            from += one.events();
        }
    }

    private void announce(Submission first, Stored result) {
        boolean rolledBack = first.atomic() && result.outcomes().contains(Outcome.CONFLICT);
        int events = Collections.frequency(result.outcomes(), Outcome.RECORDED);
        if (rolledBack || events == 0) {
            return;
        }
        pending.stored(first.account().id(), events);
        try {
            stored.fire(new EventsStored(first.account().id(), events, result.batches()));
        } catch (RuntimeException e) {
            LOG.error("An observer of stored events failed", e);
        }
    }
}
