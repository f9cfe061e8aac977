package dev.tally.ingest;

import dev.tally.ingest.Submission.Waiting;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;

/** Whose events are stored next: accounts take turns, and each account's requests keep their order. */
final class Turns {
    private final IngestConfig config;
    private final Map<UUID, AccountQueue> accounts = new HashMap<>();
    private final Queue<UUID> ready = new ArrayDeque<>();

    /** Whose turn does not come for now. */
    private final Set<UUID> held = new HashSet<>();

    private int waitingEvents;
    private int transactions;

    Turns(IngestConfig config) {
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
        if (queue == null || !queue.remove(one)) {
            return false;
        }
        waitingEvents -= one.events();
        if (!isReady(account, queue)) {
            ready.remove(account);
        }
        if (queue.isIdle()) {
            accounts.remove(account);
        }
        return true;
    }

    /** Begins no transaction of the account until it is released. */
    synchronized void hold(UUID account) {
        if (held.add(account)) {
            ready.remove(account);
        }
    }

    /** Lets an account take turns again. */
    synchronized void release(UUID account) {
        AccountQueue queue = accounts.get(account);
        if (held.remove(account) && queue != null) {
            line(account, queue, false);
        }
    }

    synchronized int waitingEvents() {
        return waitingEvents;
    }

    private void line(UUID account, AccountQueue queue, boolean inLine) {
        if (!inLine && isReady(account, queue)) {
            ready.add(account);
        }
    }

    private boolean isReady(UUID account, AccountQueue queue) {
        return !held.contains(account) && queue.isReady(config.transactionsPerAccount());
    }

    private boolean mustWait(UUID account, AccountQueue queue) {
        return held.contains(account)
                || transactions == config.transactions()
                || !queue.hasRoom(config.transactionsPerAccount());
    }

    private boolean isTooMuch(AccountQueue queue, int events) {
        return queue.waitingEvents() + events > config.maxQueuedEventsPerAccount()
                || waitingEvents + events > config.maxQueuedEvents();
    }

    private static UUID account(Waiting one) {
        return one.submission().account().id();
    }
}
