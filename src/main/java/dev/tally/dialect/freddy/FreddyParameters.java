package dev.tally.dialect.freddy;

import dev.tally.http.FailureException;
import dev.tally.model.Account;
import dev.tally.model.Window;
import dev.tally.query.UsageQuery;
import java.time.Instant;

/**
 * What a client asks of Freddy.
 *
 * @param organizationId the account as the path names it
 * @param now until when usage counts
 */
record FreddyParameters(String organizationId, Instant now) {

    /**
     * @throws FailureException when the path names another account than the caller's: the same for one that exists as for
     *     one that does not
     */
    UsageQuery query(Account account) {
        if (!account.isNamed(organizationId)) {
            throw FailureException.forbidden("API key doesn't belong to organization");
        }
        return UsageQuery.of(account.id(), Window.until(now), account.timeZone())
                .brokenDownBy(FreddyReport.BY_MODEL, FreddyReport.BY_MONTH);
    }
}
