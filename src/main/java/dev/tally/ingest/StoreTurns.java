package dev.tally.ingest;

import dev.tally.ingest.Submission.Waiting;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;

/** Whose events are stored next: accounts take turns, and each account's requests keep their order. */
final class StoreTurns {
    private final IngestConfig config;
    private final Map<UUID, AccountQueue> accounts = new HashMap<>();
    private final Queue<UUID> ready = new ArrayDeque<>();

    /** How many transactions of an account may be under way at once, where these are fewer than usual. */
    private final Map<UUID, Integer> limits = new HashMap<>();

    private int waitingEvents;
    private int transactions;

    StoreTurns(IngestConfig config) {
        this.config = config;
    }

    /** Lets a submission wait for its turn, unless too much waits already. What can be stored at once does not wait. */
    synchronized boolean admit(Waiting one) {
        UUID account = account(one);
        AccountQueue queue = accounts.computeIfAbsent(account, id -> new AccountQueue());
        if (!one.submission().begun() && mustWait(account, queue) && isTooMuch(queue, one.events())) {
            return false;
        }
        boolean wasReady = isReady(account, queue);
        queue.add(one);
        waitingEvents += one.events();
        line(account, queue, wasReady);
        return true;
    }

    /** Begins the next transaction, if there is one to begin. */
    synchronized Optional<List<Waiting>> begin() {
        if (ready.isEmpty() || transactions == config.transactions()) {
            return Optional.empty();
        }
        UUID account = ready.remove();
        AccountQueue queue = accounts.get(account);
        List<Waiting> together = queue.begin(config.batchEvents());
        waitingEvents -= together.stream().mapToInt(Waiting::events).sum();
        transactions++;
        line(account, queue, false);
        return Optional.of(together);
    }

    /** A transaction of the account is over. */
    synchronized void end(UUID account) {
        AccountQueue queue = accounts.get(account);
        boolean wasReady = isReady(account, queue);
        queue.end();
        transactions--;
        line(account, queue, wasReady);
        if (queue.isIdle()) {
            accounts.remove(account);
        }
    }

    /** Takes a submission out of the queue; false where its turn has come already. */
    synchronized boolean leave(Waiting one) {
        UUID account = account(one);
        AccountQueue queue = accounts.get(account);
        boolean wasReady = queue != null && isReady(account, queue);
        if (queue == null || !queue.remove(one)) {
            return false;
        }
        waitingEvents -= one.events();
        line(account, queue, wasReady);
        if (queue.isIdle()) {
            accounts.remove(account);
        }
        return true;
    }

    /**
     * Begins no more transactions of an account than that at once, until it is told otherwise.
     *
     * @param most 0 for none at all, or anything from as many as are usual for no limit
     */
    synchronized void limit(UUID account, int most) {
        AccountQueue queue = accounts.get(account);
        boolean wasReady = queue != null && isReady(account, queue);
        if (most < config.transactionsPerAccount()) {
            limits.put(account, most);
        } else {
            limits.remove(account);
        }
        if (queue != null) {
            line(account, queue, wasReady);
        }
    }

    synchronized int waitingEvents() {
        return waitingEvents;
    }

    private void line(UUID account, AccountQueue queue, boolean inLine) {
        boolean isReady = isReady(account, queue);
        if (!inLine && isReady) {
            ready.add(account);
        } else if (inLine && !isReady) {
            ready.remove(account);
        }
    }

    private boolean isReady(UUID account, AccountQueue queue) {
        return queue.isReady(mostTransactions(account));
    }

    private boolean mustWait(UUID account, AccountQueue queue) {
        return transactions == config.transactions() || !queue.hasRoom(mostTransactions(account));
    }

    private int mostTransactions(UUID account) {
        return limits.getOrDefault(account, config.transactionsPerAccount());
    }

    private boolean isTooMuch(AccountQueue queue, int events) {
        return queue.waitingEvents() + events > config.maxQueuedEventsPerAccount()
                || waitingEvents + events > config.maxQueuedEvents();
    }

    private static UUID account(Waiting one) {
        return one.submission().account().id();
    }
}
