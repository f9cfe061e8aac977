package dev.tally.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Surnex's rollups: calls, latencies, statuses and cost, of everything and of each provider. */
final class SurnexCase {
    /** Each percentile from the durations in order. */
    private static final String SORTING = """
            SELECT CASE GROUPING(provider, operation)
                WHEN 3 THEN 'total' WHEN 1 THEN 'provider:' || provider WHEN 2 THEN 'operation:' || operation
                ELSE 'provider:' || provider || ', operation:' || operation END AS k,
              count(*) AS calls,
              CASE GROUPING(operation) WHEN 1 THEN avg(duration_ms) END AS avg_ms,
              CASE GROUPING(operation) WHEN 1 THEN percentile_disc(0.95) WITHIN GROUP (ORDER BY duration_ms) END AS p95,
              CASE GROUPING(operation) WHEN 1 THEN count(*) FILTER (WHERE http_status BETWEEN 200 AND 299) END AS ok,
              CASE GROUPING(operation) WHEN 1 THEN count(*) FILTER (WHERE http_status BETWEEN 400 AND 499) END AS refused,
              CASE GROUPING(operation) WHEN 1 THEN count(*) FILTER (WHERE http_status BETWEEN 500 AND 599) END AS failed,
              CASE GROUPING(operation) WHEN 1 THEN sum(reporting_cost) END AS cost
            FROM usage_event WHERE account_id = :account AND :filter
            GROUP BY GROUPING SETS ((), (provider), (operation), (provider, operation))
            """;

    /** Each percentile from how often each duration occurs, which parallel processes can count. */
    private static final String COUNTING = """
            WITH counted AS MATERIALIZED (
              SELECT provider, operation, duration_ms, count(*) AS calls,
                count(*) FILTER (WHERE http_status BETWEEN 200 AND 299) AS ok,
                count(*) FILTER (WHERE http_status BETWEEN 400 AND 499) AS refused,
                count(*) FILTER (WHERE http_status BETWEEN 500 AND 599) AS failed, sum(reporting_cost) AS cost
              FROM usage_event WHERE account_id = :account AND :filter
              GROUP BY provider, operation, duration_ms
            ),
            running AS (
              SELECT k, duration_ms, sum(calls) OVER (PARTITION BY k ORDER BY duration_ms) AS up_to,
                sum(calls) OVER (PARTITION BY k) AS measured
              FROM (
                SELECT CASE GROUPING(provider) WHEN 1 THEN 'total' ELSE 'provider:' || provider END AS k,
                  duration_ms, sum(calls) AS calls
                FROM counted WHERE duration_ms IS NOT NULL
                GROUP BY GROUPING SETS ((duration_ms), (provider, duration_ms))
              ) AS durations
            )
            SELECT CASE GROUPING(provider, operation)
                WHEN 3 THEN 'total' WHEN 1 THEN 'provider:' || provider WHEN 2 THEN 'operation:' || operation
                ELSE 'provider:' || provider || ', operation:' || operation END AS k,
              sum(calls) AS calls,
              CASE GROUPING(operation) WHEN 1 THEN sum(duration_ms * calls) / sum(calls) FILTER (WHERE duration_ms IS NOT NULL) END AS avg_ms,
              CASE GROUPING(operation) WHEN 1 THEN sum(ok) END AS ok,
              CASE GROUPING(operation) WHEN 1 THEN sum(refused) END AS refused,
              CASE GROUPING(operation) WHEN 1 THEN sum(failed) END AS failed,
              CASE GROUPING(operation) WHEN 1 THEN sum(cost) END AS cost,
              NULL AS p95
            FROM counted GROUP BY GROUPING SETS ((), (provider), (operation), (provider, operation))
            UNION ALL
            SELECT k, NULL, NULL, NULL, NULL, NULL, NULL, min(duration_ms) FILTER (WHERE up_to >= 0.95 * measured)
            FROM running GROUP BY k
            """;

    private SurnexCase() {}

    static SummaryCase everything() {
        return summary("Surnex", "", "true");
    }

    static SummaryCase ofProjectAndProvider() {
        return summary(
                "Surnex, a project and provider",
                "?project_id=" + Traffic.A_PROJECT + "&provider=" + Traffic.A_PROVIDER,
                "project_id = '" + Traffic.A_PROJECT + "' AND provider = '" + Traffic.A_PROVIDER + "'");
    }

    private static SummaryCase summary(String name, String query, String filter) {
        return new SummaryCase(
                name,
                "/surnex/v1/usage" + query,
                List.of(SORTING.replace(":filter", filter), COUNTING.replace(":filter", filter)),
                SurnexCase::read);
    }

    private static Numbers read(JsonNode answer) {
        Numbers numbers = new Numbers();
        read(numbers, "total", "", answer.path("totals"));
        answer.path("providers").fields().forEachRemaining(provider -> {
            String group = "provider:" + provider.getKey();
            read(numbers, group, group + ", ", provider.getValue());
        });
        return numbers;
    }

    private static void read(Numbers numbers, String group, String prefix, JsonNode rollup) {
        numbers.read(group, rollup, "calls", "/calls_total", "avg_ms", "/avg_latency_ms", "p95", "/p95_latency_ms");
        numbers.read(group, rollup, "cost", "/estimated_cost_usd", "ok", "/http_status_counts/2xx");
        numbers.read(group, rollup, "refused", "/http_status_counts/4xx", "failed", "/http_status_counts/5xx");
        rollup.path("calls_by_operation")
                .fields()
                .forEachRemaining(operation ->
                        numbers.read(prefix + "operation:" + operation.getKey(), operation.getValue(), "calls", ""));
    }
}
