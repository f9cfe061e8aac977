package dev.tally.account;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An account's credits at one moment. No window of a query changes them.
 *
 * @param issued the sum of all grants
 * @param used what events used since {@code lastReset}; of all events where there was no reset
 * @param lastReset when the use was last set back to nothing
 * @param expiresAt when the last grant expires; empty where there is none, or one without an end
 * @param expired whether {@code expiresAt} has passed
 */
public record Credits(
        BigDecimal issued, BigDecimal used, Optional<Instant> lastReset, Optional<Instant> expiresAt, boolean expired) {

    /** What is left: nothing once the credits have expired, less than nothing where more was used than issued. */
    public BigDecimal available() {
        return expired ? BigDecimal.ZERO : issued.subtract(used);
    }
}
