package dev.tally.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** AgentGate's summary: tokens, cost and executions, of everything and of each model. */
final class AgentGateCase {
    private static final String SQL = """
            WITH used AS MATERIALIZED (
              SELECT model, count(*) AS executions, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
                sum(cached_input_tokens) AS cached_tokens, sum(reporting_cost) AS cost, sum(duration_ms) AS ms
              FROM usage_event WHERE account_id = :account GROUP BY model
            )
            SELECT CASE GROUPING(model) WHEN 1 THEN 'total' ELSE 'model:' || model END AS k,
              sum(executions) AS executions, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
              sum(cached_tokens) AS cached_tokens, sum(cost) AS cost,
              CASE GROUPING(model) WHEN 1 THEN sum(ms) END AS ms,
              CASE GROUPING(model) WHEN 1 THEN (
                SELECT count(*) FROM unit_of_work WHERE account_id = :account AND kind = 'WORK_ORDER') END AS work_orders
            FROM used GROUP BY GROUPING SETS ((), (model))
            """;

    private AgentGateCase() {}

    static SummaryCase summary() {
        return new SummaryCase("AgentGate", "/agentgate/api/v1/usage/summary", List.of(SQL), AgentGateCase::read);
    }

    private static Numbers read(JsonNode answer) {
        JsonNode data = answer.path("data");
        Numbers numbers = new Numbers()
                .read("total", data, "executions", "/executionCount", "cost", "/totalCostUsd", "ms", "/totalDurationMs")
                .read("total", data, "input_tokens", "/totalInputTokens", "output_tokens", "/totalOutputTokens")
                .read("total", data, "cached_tokens", "/totalCachedInputTokens", "work_orders", "/workOrderCount");
        data.path("byModel").fields().forEachRemaining(model -> numbers.read(
                        "model:" + model.getKey(),
                        model.getValue(),
                        "executions",
                        "/executionCount",
                        "cost",
                        "/costUsd")
                .read("model:" + model.getKey(), model.getValue(), "input_tokens", "/inputTokens")
                .read("model:" + model.getKey(), model.getValue(), "output_tokens", "/outputTokens")
                .read("model:" + model.getKey(), model.getValue(), "cached_tokens", "/cachedInputTokens"));
        return numbers;
    }
}
