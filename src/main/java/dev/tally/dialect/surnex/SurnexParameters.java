package dev.tally.dialect.surnex;

import dev.tally.dialect.surnex.SurnexUsage.Range;
import dev.tally.http.QueryParameters;
import dev.tally.model.Account;
import dev.tally.model.Detail;
import dev.tally.model.Dimension;
import dev.tally.model.Window;
import dev.tally.query.UsageQuery;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a client asks of Surnex.
 *
 * @param range the window's ends as the client wrote them
 */
record SurnexParameters(Optional<UUID> projectId, Optional<String> provider, Window window, Range range) {
    static final String ALL_PROVIDERS = "all";

    static SurnexParameters of(QueryParameters parameters, Instant now) {
        return new SurnexParameters(
                parameters.uuid("project_id"),
                parameters.text("provider"),
                parameters.window("from", "to", now, "from must be before to"),
                new Range(
                        parameters.text("from").orElse(null),
                        parameters.text("to").orElse(null)));
    }

    UsageQuery query(Account account) {
        return UsageQuery.of(account.id(), window, account.timeZone())
                .showing(Detail.UNITS, Detail.PERCENTILES)
                .where(Dimension.PROJECT, projectId.map(UUID::toString).stream().collect(Collectors.toSet()))
                .where(Dimension.PROVIDER, provider.map(Set::of).orElse(Set.of()))
                .brokenDownBy(
                        SurnexReport.BY_PROVIDER, SurnexReport.BY_OPERATION, SurnexReport.BY_PROVIDER_AND_OPERATION);
    }

    String providerAsked() {
        return provider.orElse(ALL_PROVIDERS);
    }
}
