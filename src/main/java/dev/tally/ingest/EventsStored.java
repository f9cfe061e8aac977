package dev.tally.ingest;

import java.util.List;
import java.util.UUID;

/**
 * Tells the rest of the service, as a CDI event, that usage events of an account were committed. Observers run on an event
 * loop and must return at once; what they throw is logged and changes nothing for the clients.
 *
 * @param events how many were new; at least one
 * @param batches that they are in, as far as the store says it
 */
public record EventsStored(UUID accountId, int events, List<StoredBatch> batches) {
    public EventsStored {
        batches = List.copyOf(batches);
    }
}
