package dev.tally.rollup;

import dev.tally.aggregate.CellBytes;
import dev.tally.aggregate.RollFold;
import dev.tally.model.CellKey;
import dev.tally.model.Dimension;
import dev.tally.model.MeteredEvent;
import dev.tally.model.TimeRange;
import dev.tally.model.UnitChange;
import dev.tally.model.UnitName;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a roll reads and writes, of one account and in one transaction. */
public interface RollTransaction {
    /** Since when events are kept one by one, which stays so until the end; empty for ever. */
    Uni<Optional<Instant>> keptSince();

    /**
     * Deletes cells and puts their batches back into the queue, as if nothing had ever been rolled.
     *
     * @param since the start of a month, before which everything stays as it is; empty for none
     */
    Uni<Void> unroll(Optional<Instant> since);

    /** The oldest pending batches that have so many events together, or the oldest alone where it has more. */
    Uni<List<PendingBatch>> pendingBatches(int mostEvents);

    /** The events of some batches; where a time is given, those that did not happen before. */
    Multi<PendingEvent> events(List<Long> batches, Optional<Instant> since);

    /** The events of a range of time that are in cells. */
    Multi<MeteredEvent> rolledEvents(TimeRange range);

    /** Some units of work, which cells may count as something else than they are. */
    Multi<UnitChange> unitChanges(Collection<UnitName> units);

    /** Units that cells count as something else than they are, whatever events they have. */
    Multi<UnitChange> otherUnitChanges(int most);

    /**
     * Makes sure that the facets of some dimensions are kept: those that were not until now hold what they would, had they
     * been kept from the first event on.
     *
     * @return all the dimensions that facets are kept of
     */
    Uni<Set<Dimension>> widen(Set<Dimension> dimensions);

    /** Those of the cells that there are; after {@link #widen}, which learns where there are any. */
    Uni<Map<CellKey, CellBytes>> cells(Collection<CellKey> keys);

    /** Makes cells that are not there; fails where one is. */
    Uni<Void> add(Map<CellKey, CellBytes> cells);

    /** Replaces cells that are there. */
    Uni<Void> replace(Map<CellKey, CellBytes> cells);

    /** Deletes cells, if they are there. */
    Uni<Void> remove(Collection<CellKey> keys);

    /** Notes that the cells count these units as what they are now. */
    Uni<Void> unitsRolled(List<UnitChange> changes);

    /** Takes batches out of the queue, as all of the fold is in the cells. */
    Uni<Void> batchesRolled(List<Long> batches, RollFold fold);
}
