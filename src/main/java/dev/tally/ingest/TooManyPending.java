package dev.tally.ingest;

import java.util.UUID;

/**
 * Tells the rest of the service, as a CDI event, that an account is held because too many of its events are pending: it waits
 * until somebody rolls them. Comes again while that lasts. Observers run on an event loop and must return at once.
 */
public record TooManyPending(UUID accountId) {}
