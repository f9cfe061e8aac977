package dev.tally.correction;

import dev.tally.aggregate.RollFold;
import dev.tally.ingest.PricedEvent;
import dev.tally.model.UnitChange;
import dev.tally.rollup.RollTransaction;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a correction reads and writes, of one account and in one transaction. */
public interface CorrectionTransaction {
    /** The account's cells. */
    RollTransaction cells();

    /** The event with an id, which nobody else changes until the end; empty where there is none. */
    Uni<Optional<StoredEvent>> find(String eventId);

    /** Whether an event says what the stored one with its id says, whoever said the time. */
    Uni<Boolean> isEqual(PricedEvent event);

    /** Has an event that says what the stored one says, with its time, be known as a repetition when it is posted. */
    Uni<Void> expect(PricedEvent event);

    /**
     * Deletes an event that was found, and makes its units of work what their other events say.
     *
     * @param replacement what is going to be stored in its place, if anything is
     * @param keptSince before which events are no longer known one by one
     * @return for each of its units that cells count what they count it as, and what it is now
     */
    Uni<List<UnitChange>> delete(StoredEvent event, Optional<PricedEvent> replacement, Optional<Instant> keptSince);

    /** Stores an event whose id no stored event has, as it were posted. */
    Uni<StoredEvent> store(PricedEvent event);

    /**
     * Gives the account's usage a new version.
     *
     * @param deleted the event that is gone
     * @param fold what was added to the cells instead
     */
    Uni<Void> changed(StoredEvent deleted, RollFold fold);

    /** Adds an entry to the audit trail. */
    Uni<Void> record(EventChange change);
}
