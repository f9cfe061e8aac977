package dev.tally.query;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.UUID;

/** Finds out whether an account's answers can have changed, at the cost of a few index probes. */
public interface UsageVersions {
    /** The version of an account's usage, with everything committed so far, at the instant {@code now}. */
    Uni<UsageVersion> of(UUID accountId, Instant now);
}
