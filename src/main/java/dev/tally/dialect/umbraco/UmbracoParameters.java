package dev.tally.dialect.umbraco;

import dev.tally.http.QueryParameters;
import dev.tally.model.Account;
import dev.tally.model.Window;
import dev.tally.query.UsageQuery;
import java.time.Instant;
import java.util.List;

/** What a client asks of Umbraco. */
record UmbracoParameters(Window window) {
    private static final List<String> GRANULARITIES = List.of("Hourly", "Daily");

    static UmbracoParameters of(QueryParameters parameters, Instant now) {
        parameters.require("from", "to");
        Window window = parameters.window("from", "to", now, "'from' must be before 'to'");
        // Only checked: sums that are exact are the same at any granularity. An empty one is none, as in ASP.NET.
        if (!parameters.isEmpty("granularity")) {
            parameters.oneOf("granularity", GRANULARITIES);
        }
        return new UmbracoParameters(window);
    }

    UsageQuery query(Account account) {
        return UsageQuery.of(account.id(), window, account.timeZone());
    }
}
