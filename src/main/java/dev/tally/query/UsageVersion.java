package dev.tally.query;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What an account's answers depend on beside its settings and the question: while it stays the same, so does the answer to
 * any question, whatever the time.
 *
 * <p>Time alone changes an answer only when something that is recorded for later comes to pass, such as an event a minute
 * ahead of the clock. The next such instants are part of the version: of the sets of things that have come to pass, each of
 * which contains those before, the next thing tells which it is.
 *
 * @param store tells stores apart that count their changes independently: one that was restored from a backup may come to
 *     the same number by other changes
 * @param changes counts up with every committed change of the account's usage
 * @param nextEventAt the first event that is not before now
 * @param nextUnitAt the first start of a unit of work that is not before now
 */
public record UsageVersion(
        UUID accountId,
        String store,
        long changes,
        Optional<Instant> nextEventAt,
        Optional<Instant> nextUnitAt,
        Credits credits) {

    /**
     * What the account was granted.
     *
     * @param grants how many grants there are
     * @param fingerprint changes with every grant
     * @param lastReset when the use of the credits was last set back to nothing
     * @param nextExpiry the first expiry of a grant that is later than now
     */
    public record Credits(
            long grants, BigDecimal fingerprint, Optional<Instant> lastReset, Optional<Instant> nextExpiry) {}
}
