package dev.tally.crash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the clients have sent, and what of it was acknowledged. */
final class Ledger {
    private Sums sent = Sums.NOTHING;
    private Sums acknowledged = Sums.NOTHING;
    private final Map<String, Sums> byModel = new HashMap<>();
    private final Map<String, Sums> byEmail = new HashMap<>();

    /** How many events each has. */
    private final Map<String, Integer> tasks = new HashMap<>();

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
        batch.forEach(this::add);
    }

    /** An event that was acknowledged is void now, or another one. */
    synchronized void replace(Call before, Optional<Call> after) {
        sent = sent.minus(before);
        acknowledged = acknowledged.minus(before);
        byModel.compute(before.model(), (model, sums) -> remaining(sums, before));
        byEmail.compute(before.email(), (email, sums) -> remaining(sums, before));
        if (before.task() != null) {
            tasks.compute(before.task(), (task, events) -> events == 1 ? null : events - 1);
        }
        after.ifPresent(call -> {
            sent = sent.plus(call);
            add(call);
        });
    }

    private void add(Call call) {
        acknowledged = acknowledged.plus(call);
        byModel.merge(call.model(), Sums.NOTHING.plus(call), (before, one) -> before.plus(call));
        byEmail.merge(call.email(), Sums.NOTHING.plus(call), (before, one) -> before.plus(call));
        if (call.task() != null) {
            tasks.merge(call.task(), 1, Integer::sum);
        }
    }

    private static Sums remaining(Sums sums, Call gone) {
        return sums.events() == 1 ? null : sums.minus(gone);
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
