package dev.tally.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Umbraco's summary: the totals of a period. */
final class UmbracoCase {
    private static final String SQL = """
            SELECT 'total' AS k, count(*) AS requests, count(*) FILTER (WHERE success) AS succeeded,
              count(*) FILTER (WHERE NOT success) AS failed, sum(input_tokens) AS input_tokens,
              sum(output_tokens) AS output_tokens, trunc(avg(duration_ms)) AS ms
            FROM usage_event WHERE account_id = :account AND occurred_at >= ':from' AND occurred_at < ':to'
            """;

    private UmbracoCase() {}

    static SummaryCase summary() {
        String from = Traffic.FIRST_DAY + "T00:00:00Z";
        String to = Traffic.end().toString();
        return new SummaryCase(
                "Umbraco",
                "/umbraco/umbraco/ai/management/api/v1/analytics/usage-summary?from=" + from + "&to=" + to,
                List.of(SQL.replace(":from", from).replace(":to", to)),
                UmbracoCase::read);
    }

    private static Numbers read(JsonNode answer) {
        return new Numbers()
                .read("total", answer, "requests", "/totalRequests", "succeeded", "/successCount")
                .read("total", answer, "failed", "/failureCount", "ms", "/averageDurationMs")
                .read("total", answer, "input_tokens", "/inputTokens", "output_tokens", "/outputTokens");
    }
}
