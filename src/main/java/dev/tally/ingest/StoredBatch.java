package dev.tally.ingest;

import java.util.List;

/**
 * Events that were stored together and are committed: a pending batch, until it is rolled.
 *
 * @param id of the batch, which no other batch of any account has
 * @param events those that were new; at least one
 */
public record StoredBatch(long id, List<PricedEvent> events) {
    public StoredBatch {
        events = List.copyOf(events);
    }
}
