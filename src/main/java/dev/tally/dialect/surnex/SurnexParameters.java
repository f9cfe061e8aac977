package dev.tally.dialect.surnex;

import dev.tally.dialect.surnex.SurnexUsage.Range;
import dev.tally.http.DateTimes;
import dev.tally.http.FailureException;
import dev.tally.http.QueryParameters;
import dev.tally.model.Account;
import dev.tally.model.Detail;
import dev.tally.model.Dimension;
import dev.tally.model.Window;
import dev.tally.query.UsageQuery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a client asks of Surnex.
 *
 * @param projectIds the id of the project in the ways in which it may be written; none for all projects
 * @param range the window's ends as the client wrote them
 */
record SurnexParameters(List<String> projectIds, Optional<String> provider, Window window, Range range) {
    static final String ALL_PROVIDERS = "all";

    /** Each parameter is looked at a second time only where one is at fault, to name them all. */
    static SurnexParameters of(QueryParameters parameters, Instant now) {
        try {
            return read(parameters, now);
        } catch (FailureException first) {
            FailureException.together(
                    () -> projectIds(parameters),
                    () -> parameters.text("provider"),
                    () -> parameters.start("from"),
                    () -> parameters.end("to"));
            throw first;
        }
    }

    private static SurnexParameters read(QueryParameters parameters, Instant now) {
        return new SurnexParameters(
                projectIds(parameters),
                parameters.text("provider"),
                parameters.window("from", "to", now, "from must be before to"),
                new Range(written("from", parameters), written("to", parameters)));
    }

    /** A UUID is the same in both cases, and ids of projects are kept as they came: in lower case, mostly. */
    private static List<String> projectIds(QueryParameters parameters) {
        return parameters.uuid("project_id").map(UUID::toString).stream()
                .flatMap(id -> Stream.of(id, id.toUpperCase(Locale.ROOT)))
                .distinct()
                .toList();
    }

    private static String written(String name, QueryParameters parameters) {
        return parameters.text(name).map(DateTimes::withPlus).orElse(null);
    }

    /** @param projects empty for all projects */
    UsageQuery query(Account account, Set<String> projects) {
        return UsageQuery.of(account.id(), window, account.timeZone())
                .showing(Detail.UNITS, Detail.PERCENTILES)
                .where(Dimension.PROJECT, projects)
                .where(Dimension.PROVIDER, provider.map(Set::of).orElse(Set.of()))
                .brokenDownBy(
                        SurnexReport.BY_PROVIDER, SurnexReport.BY_OPERATION, SurnexReport.BY_PROVIDER_AND_OPERATION);
    }

    String providerAsked() {
        return provider.orElse(ALL_PROVIDERS);
    }
}
