package dev.tally.query;

import dev.tally.aggregate.CellBytes;
import dev.tally.model.Breakdown;
import dev.tally.model.GroupKey;
import dev.tally.model.MeteredEvent;
import dev.tally.model.TimeRanges;
import dev.tally.model.UnitChange;
import dev.tally.model.UnitOfWork;
import dev.tally.model.UsageState;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The stored usage as it was at one moment: everything read from one snapshot is consistent. */
public interface UsageSnapshot {
    /**
     * A cell that was read for a breakdown.
     *
     * @param bucketStart UTC
     * @param values of the facet's dimensions; null for what has none
     */
    record Cell(Breakdown breakdown, Instant bucketStart, List<String> values, CellBytes content) {}

    /** How far the account's events are rolled. */
    Uni<UsageState> state(UUID accountId);

    /** The cells that a query matches, in no order; without distributions where it shows no percentiles. */
    Multi<Cell> cells(UsageQuery query, Map<Breakdown, Plan.CellRead> reads);

    /** The events in a query's window that it matches and that are not rolled, in no order. */
    Multi<MeteredEvent> pendingEvents(UsageQuery query);

    /**
     * The rolled events in some ranges of time that a query matches, in no order; its window is not looked at.
     *
     * @param between waited for before each portion but the first, where there are many
     */
    Multi<MeteredEvent> rolledEvents(UsageQuery query, TimeRanges ranges, Supplier<Uni<Void>> between);

    /**
     * The units of work that started in some ranges of time, each once, with those of their uses that match the query's
     * filters; units without such a use are left out. The query's window is not looked at.
     *
     * @param between waited for before each portion but the first, where there are many
     */
    Multi<UnitOfWork> units(UsageQuery query, TimeRanges ranges, Supplier<Uni<Void>> between);

    /** The units that cells count as something else than they are, with those of their uses that match the filters. */
    Multi<UnitChange> unitChanges(UsageQuery query);

    /** When the last task of a group started, in a query's window; empty where it has none. */
    Uni<Optional<Instant>> lastTaskStart(UsageQuery query, Breakdown breakdown, GroupKey group);
}
