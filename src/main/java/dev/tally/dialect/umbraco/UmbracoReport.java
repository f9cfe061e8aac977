package dev.tally.dialect.umbraco;

import dev.tally.http.Decimals;
import dev.tally.model.DurationSummary;
import dev.tally.model.Measures;
import dev.tally.query.UsageReport;
import java.math.BigDecimal;

/** A usage report in Umbraco's words. */
record UmbracoReport(UsageReport report) {
    private static final int RATE_DECIMALS = 4;

    UmbracoSummary summary() {
        Measures totals = report.totals();
        return new UmbracoSummary(
                totals.events(),
                totals.inputTokens(),
                totals.outputTokens(),
                totals.totalTokens(),
                totals.succeeded(),
                totals.failed(),
                successRate(totals),
                averageDurationMs(totals.durations()));
    }

    private static BigDecimal successRate(Measures totals) {
        return Decimals.plain(Decimals.ratio(
                BigDecimal.valueOf(totals.succeeded()), BigDecimal.valueOf(totals.events()), RATE_DECIMALS));
    }

    private static long averageDurationMs(DurationSummary durations) {
        return durations.count() == 0 ? 0 : durations.totalMs() / durations.count();
    }
}
