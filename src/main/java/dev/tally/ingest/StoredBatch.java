package dev.tally.ingest;

import java.time.Instant;
import java.util.List;

/**
 * Events that were stored together and are committed: a pending batch, until it is rolled.
 *
 * @param id of the batch, which no other one has that the database knows of
 * @param storedAt to the microsecond; tells it apart from one with the same id that a database lost when it failed over
 * @param events those that were new; at least one
 */
public record StoredBatch(long id, Instant storedAt, List<PricedEvent> events) {
    public StoredBatch {
        events = List.copyOf(events);
    }
}
