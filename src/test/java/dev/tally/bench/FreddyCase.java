package dev.tally.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Freddy's summary since the first event: totals, this month, and the ten costliest models, in francs. */
final class FreddyCase {
    private static final String SQL = """
            WITH used AS MATERIALIZED (
              SELECT model, count(*) AS requests, sum(synapses) AS synapses, sum(neurons) AS neurons,
                sum(reporting_cost) * :rate AS cost,
                count(*) FILTER (WHERE occurred_at >= date_trunc('month', now())) AS month_requests,
                sum(reporting_cost) FILTER (WHERE occurred_at >= date_trunc('month', now())) * :rate AS month_cost
              FROM usage_event WHERE account_id = :account GROUP BY model
            )
            SELECT 'total' AS k, sum(requests) AS requests, sum(synapses) AS synapses, sum(neurons) AS neurons,
              sum(cost) AS cost, sum(month_requests) AS month_requests, sum(month_cost) AS month_cost
            FROM used
            UNION ALL
            (SELECT 'model:' || model, requests, NULL, NULL, cost, NULL, NULL FROM used ORDER BY cost DESC, model LIMIT 10)
            """;

    private FreddyCase() {}

    static SummaryCase summary() {
        return new SummaryCase(
                "Freddy",
                "/freddy/v1/analytics/usage/summary/:org",
                List.of(SQL.replace(":rate", Testbed.FRANCS_PER_DOLLAR)),
                FreddyCase::read);
    }

    private static Numbers read(JsonNode answer) {
        Numbers numbers = new Numbers()
                .read("total", answer, "requests", "/totalRequests", "cost", "/totalCost")
                .read("total", answer, "synapses", "/total_synapses", "neurons", "/totalNeurons")
                .read("total", answer, "month_requests", "/currentMonth/requests", "month_cost", "/currentMonth/cost");
        answer.path("topModels")
                .forEach(model -> numbers.read(
                        "model:" + model.path("model").asText(), model, "requests", "/requests", "cost", "/cost"));
        return numbers;
    }
}
