package dev.tally.dialect.freddy;

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
    UsageQuery query(Account account) {
        return UsageQuery.of(account.id(), Window.until(now), account.timeZone())
                .brokenDownBy(FreddyReport.BY_MODEL, FreddyReport.BY_MONTH);
    }
}
