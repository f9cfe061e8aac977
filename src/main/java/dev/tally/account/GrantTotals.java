package dev.tally.account;

import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Adds up what accounts were granted, for summaries: many times as often as anybody grants something. */
public interface GrantTotals {
    /**
     * What all grants of an account come to.
     *
     * @param expiresAt when the last of them expires; empty where there is none, or one without an end
     * @param lastReset since when their use is counted; empty for ever
     * @param usedAtReset what was used from then to the next quarter-hour (UTC), where the events of then are gone
     */
    record Totals(
            BigDecimal issued,
            Optional<Instant> expiresAt,
            Optional<Instant> lastReset,
            Optional<BigDecimal> usedAtReset) {}

    /** Those of an account that exists. */
    Uni<Totals> of(UUID accountId);
}
