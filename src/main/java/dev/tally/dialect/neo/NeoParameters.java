package dev.tally.dialect.neo;

import dev.tally.http.QueryParameters;
import dev.tally.model.Account;
import dev.tally.model.Breakdown;
import dev.tally.model.Detail;
import dev.tally.model.Dimension;
import dev.tally.model.Granularity;
import dev.tally.model.Window;
import dev.tally.query.UsageQuery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks of Neo.
 *
 * @param period by which periods the usage is broken down, if by any
 */
record NeoParameters(Window window, Optional<Breakdown> period) {
    private static final List<String> PERIODS = List.of("day", "week", "month");

    static NeoParameters of(QueryParameters parameters, Instant now) {
        return new NeoParameters(
                parameters.window("from", "to", now, "'from' must be before 'to'"),
                parameters
                        .oneOf("group_by", PERIODS)
                        .map(period -> Granularity.valueOf(period.toUpperCase(Locale.ROOT)))
                        .map(Breakdown.TOTAL::per));
    }

    /** What names projects had at any time until now. */
    static UsageQuery names(Account account, Set<String> projects, Instant now) {
        return UsageQuery.of(account.id(), Window.until(now), account.timeZone())
                .where(Dimension.PROJECT, projects)
                .brokenDownBy(NeoReport.BY_PROJECT);
    }

    UsageQuery query(Account account) {
        UsageQuery query = UsageQuery.of(account.id(), window, account.timeZone())
                .showing(Detail.UNITS, Detail.LAST_TASK)
                .brokenDownBy(NeoReport.BY_MODEL, NeoReport.BY_PROJECT);
        if (account.isTeam()) {
            query = query.brokenDownBy(NeoReport.BY_EMAIL);
        }
        return period.map(query::brokenDownBy).orElse(query);
    }
}
