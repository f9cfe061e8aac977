package dev.tally.ingest;

import java.util.UUID;

/**
 * Tells the rest of the service, as a CDI event, that usage events of an account were committed. Observers run on an event
 * loop and must return at once; what they throw is logged and changes nothing for the clients.
 *
 * @param events how many were new; at least one
 */
public record EventsStored(UUID accountId, int events) {}
