package dev.tally.crash;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the clients have sent, and what of it was acknowledged. */
final class Ledger {
    private Sums sent = Sums.NOTHING;
    private Sums acknowledged = Sums.NOTHING;
    private final Map<String, Sums> byModel = new HashMap<>();
    private final Map<String, Sums> byEmail = new HashMap<>();
    private final Set<String> tasks = new HashSet<>();
    private long batches;

    /** Before a batch leaves for the first time. */
    synchronized void send(List<Call> batch) {
        for (Call call : batch) {
            sent = sent.plus(call);
        }
    }

    /** After its first good answer. */
    synchronized void acknowledge(List<Call> batch) {
        batches++;
        for (Call call : batch) {
            acknowledged = acknowledged.plus(call);
            byModel.merge(call.model(), Sums.NOTHING.plus(call), (before, one) -> before.plus(call));
            byEmail.merge(call.email(), Sums.NOTHING.plus(call), (before, one) -> before.plus(call));
            if (call.task() != null) {
                tasks.add(call.task());
            }
        }
    }

    synchronized Sums sent() {
        return sent;
    }

    synchronized Sums acknowledged() {
        return acknowledged;
    }

    synchronized Map<String, Sums> byModel() {
        return Map.copyOf(byModel);
    }

    synchronized Map<String, Sums> byEmail() {
        return Map.copyOf(byEmail);
    }

    synchronized long tasks() {
        return tasks.size();
    }

    synchronized long batches() {
        return batches;
    }
}
