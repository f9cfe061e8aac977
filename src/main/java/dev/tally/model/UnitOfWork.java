package dev.tally.model;

import java.time.Instant;
import java.util.List;

/**
 * A task, work order, run or snapshot, with everything it was used under.
 *
 * @param startedAt when it started: as its events say, else the time of its first event
 * @param status its present status, or null where no event ever gave one
 * @param uses the distinct dimensions of its events
 */
public record UnitOfWork(UnitKind kind, String id, Instant startedAt, String status, List<Use> uses) {

    /**
     * Dimensions that at least one event of a unit had.
     *
     * @param byok whether that event ran on the customer's own provider key
     */
    public record Use(Dimensions dimensions, boolean byok) {}

    public UnitOfWork {
        uses = List.copyOf(uses);
    }

    public UnitName name() {
        return new UnitName(kind, id);
    }
}
