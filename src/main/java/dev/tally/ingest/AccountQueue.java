package dev.tally.ingest;

import dev.tally.ingest.Submission.Waiting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What of one account waits to be stored, in the order in which it came. Not safe for use by several threads. */
final class AccountQueue {
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int waitingEvents;
    private int transactions;

    int waitingEvents() {
        return waitingEvents;
    }

    /** Whether nothing waits and nothing is being stored. */
    boolean isIdle() {
        return waiting.isEmpty() && transactions == 0;
    }

    /** Whether another transaction may begin where so many at most are under way at once. */
    boolean hasRoom(int mostTransactions) {
        return transactions < mostTransactions;
    }

    /** Whether there is anything to begin it with, too. */
    boolean isReady(int mostTransactions) {
        return !waiting.isEmpty() && hasRoom(mostTransactions);
    }

    void add(Waiting one) {
        waiting.addLast(one);
        waitingEvents += one.events();
    }

    /** Whether it was still waiting. */
    boolean remove(Waiting one) {
        boolean removed = waiting.remove(one);
        waitingEvents -= removed ? one.events() : 0;
        return removed;
    }

    /** Begins the next transaction: the first in the queue, and those behind it that it can take along. */
    List<Waiting> begin(int mostEvents) {
        Waiting first = take();
        List<Waiting> together = new ArrayList<>(List.of(first));
        int events = first.events();
        while (!waiting.isEmpty()
                && waiting.peekFirst().submission().goesWith(first.submission())
                && events + waiting.peekFirst().events() <= mostEvents) {
            events += waiting.peekFirst().events();
            together.add(take());
        }
        transactions++;
        return together;
    }

    /** A transaction is over. */
    void end() {
        transactions--;
    }

    private Waiting take() {
        Waiting first = waiting.removeFirst();
        waitingEvents -= first.events();
        return first;
    }
}
