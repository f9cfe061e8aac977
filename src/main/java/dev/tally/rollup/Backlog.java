package dev.tally.rollup;

import java.time.Instant;
import java.util.Optional;

/**
 * What is to be rolled, of all accounts.
 *
 * @param oldestStoredAt when the oldest of the events was stored; empty without any
 */
public record Backlog(long events, Optional<Instant> oldestStoredAt) {
    static final Backlog NONE = new Backlog(0, Optional.empty());
}
