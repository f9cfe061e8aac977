package dev.tally.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.jboss.logging.Logger;

/**
 * Keeps an account from being stored faster than it is rolled, for then its summaries would become slower and slower. Each
 * time that some of its events have been stored it looks how many are pending. Where it comes near to what may be, one
 * transaction at a time is left to the account, so that rolling gets more of the machine and may keep up; were the account only
 * stopped in the end, most processors would have nothing to do until its roll is over. Beyond what may be it is stopped. Whoever
 * rolls, here or elsewhere, sets it free.
 */
final class PendingLimit {
    private static final Logger LOG = Logger.getLogger(PendingLimit.class);
    private static final long LOOK_AGAIN_AFTER_MS = 100;
    private static final long AFTER_FAILURE_MS = 2_000;

    /** After so many more events it looks, as a part of those that may be pending. */
    private static final int PART = 10;

    /** Of those that may be pending, the last part, in which the account is slowed down. */
    private static final int PART_SLOWED = 4;

    private static final int MOST_ACCOUNTS = 100_000;

    private final EventStore store;
    private final long most;
    private final Vertx vertx;
    private final ObjIntConsumer<UUID> limit;
    private final Consumer<UUID> tooMany;

    /** How many events of an account were stored since the last look. */
    private final Cache<UUID, AtomicLong> unseen =
            Caffeine.newBuilder().maximumSize(MOST_ACCOUNTS).build();

    private final Set<UUID> looking = ConcurrentHashMap.newKeySet();

    /**
     * @param most how many events of an account may be pending before it is stopped
     * @param limit is told how many transactions of an account may be under way at once
     * @param tooMany is told of each account that is stopped
     */
    PendingLimit(EventStore store, long most, Vertx vertx, ObjIntConsumer<UUID> limit, Consumer<UUID> tooMany) {
        this.store = store;
        this.most = most;
        this.vertx = vertx;
        this.limit = limit;
        this.tooMany = tooMany;
    }

    /** Events of an account were stored. */
    void stored(UUID account, int events) {
        long more = unseen.get(account, id -> new AtomicLong()).addAndGet(events);
        if (more * PART >= most && looking.add(account)) {
            look(account);
        }
    }

    private void look(UUID account) {
        unseen.invalidate(account);
        store.pendingEvents(account).subscribe().with(pending -> decide(account, pending), failure -> {
            LOG.warn("no look at how much of account " + account + " is pending: " + failure);
            lookAgain(account, AFTER_FAILURE_MS);
        });
    }

    private void decide(UUID account, long pending) {
        if (pending > most) {
            limit.accept(account, 0);
            tooMany.accept(account);
            lookAgain(account, LOOK_AGAIN_AFTER_MS);
        } else if (pending > most - most / PART_SLOWED) {
            limit.accept(account, 1);
            lookAgain(account, LOOK_AGAIN_AFTER_MS);
        } else {
            // In this order: the next look may find that the account is to be limited again.
            limit.accept(account, Integer.MAX_VALUE);
            looking.remove(account);
        }
    }

    private void lookAgain(UUID account, long delayMs) {
        vertx.setTimer(delayMs, timer -> look(account));
    }
}
