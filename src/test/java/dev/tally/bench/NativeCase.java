package dev.tally.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The native query, grouped by a dimension: every measure, with percentiles. */
final class NativeCase {
    private static final String TASKS = """
            tasks AS (
              SELECT CASE GROUPING(x.:by) WHEN 1 THEN 'total' ELSE 'group:' || x.:by END AS k,
                count(DISTINCT unit_id) AS tasks
              FROM unit_of_work u JOIN unit_use x USING (account_id, kind, unit_id)
              WHERE u.account_id = :account AND u.kind = 'TASK' AND :filter
              GROUP BY GROUPING SETS ((), (x.:by))
            )
            """;

    /** Each percentile from the durations in order. */
    private static final String SORTING = """
            WITH measured AS (
              SELECT CASE GROUPING(:by) WHEN 1 THEN 'total' ELSE 'group:' || :by END AS k,
                count(*) AS events, count(*) FILTER (WHERE success) AS succeeded, sum(input_tokens) AS input_tokens,
                sum(output_tokens) AS output_tokens, sum(cached_input_tokens) AS cached_tokens,
                sum(reporting_cost) AS cost, sum(CASE WHEN byok THEN neo_cost ELSE credits END) AS credits,
                sum(reporting_llm_cost) AS llm_cost, count(*) FILTER (WHERE byok) AS byok_events,
                count(*) FILTER (WHERE http_status BETWEEN 200 AND 299) AS ok,
                count(*) FILTER (WHERE http_status BETWEEN 400 AND 499) AS refused,
                count(*) FILTER (WHERE http_status BETWEEN 500 AND 599) AS failed,
                sum(steps) AS steps, sum(tool_calls) AS tool_calls, sum(agent_triggers) AS agent_triggers,
                sum(synapses) AS synapses, sum(neurons) AS neurons,
                count(duration_ms) AS durations, avg(duration_ms) AS avg_ms, max(duration_ms) AS max_ms,
                percentile_disc(ARRAY[0.5, 0.9, 0.95, 0.99]) WITHIN GROUP (ORDER BY duration_ms) AS p
              FROM usage_event WHERE account_id = :account AND :filter
              GROUP BY GROUPING SETS ((), (:by))
            ),
            """ + TASKS + """
            SELECT k, events, succeeded, input_tokens, output_tokens, cached_tokens, cost, credits, llm_cost, byok_events,
              ok, refused, failed, steps, tool_calls, agent_triggers, synapses, neurons, durations, avg_ms, max_ms,
              p[1] AS p50, p[2] AS p90, p[3] AS p95, p[4] AS p99, tasks
            FROM measured FULL JOIN tasks USING (k)
            """;

    /** Each percentile from how often each duration occurs, which parallel processes can count. */
    private static final String COUNTING = """
            WITH counted AS MATERIALIZED (
              SELECT :by, duration_ms,
                count(*) AS events, count(*) FILTER (WHERE success) AS succeeded, sum(input_tokens) AS input_tokens,
                sum(output_tokens) AS output_tokens, sum(cached_input_tokens) AS cached_tokens,
                sum(reporting_cost) AS cost, sum(CASE WHEN byok THEN neo_cost ELSE credits END) AS credits,
                sum(reporting_llm_cost) AS llm_cost, count(*) FILTER (WHERE byok) AS byok_events,
                count(*) FILTER (WHERE http_status BETWEEN 200 AND 299) AS ok,
                count(*) FILTER (WHERE http_status BETWEEN 400 AND 499) AS refused,
                count(*) FILTER (WHERE http_status BETWEEN 500 AND 599) AS failed,
                sum(steps) AS steps, sum(tool_calls) AS tool_calls, sum(agent_triggers) AS agent_triggers,
                sum(synapses) AS synapses, sum(neurons) AS neurons
              FROM usage_event WHERE account_id = :account AND :filter
              GROUP BY :by, duration_ms
            ),
            running AS (
              SELECT k, duration_ms, sum(events) OVER (PARTITION BY k ORDER BY duration_ms) AS up_to,
                sum(events) OVER (PARTITION BY k) AS measured
              FROM (
                SELECT CASE GROUPING(:by) WHEN 1 THEN 'total' ELSE 'group:' || :by END AS k,
                  duration_ms, sum(events) AS events
                FROM counted WHERE duration_ms IS NOT NULL GROUP BY GROUPING SETS ((duration_ms), (:by, duration_ms))
              ) AS durations
            ),
            percentiles AS (
              SELECT k, max(measured) AS durations, max(duration_ms) AS max_ms,
                min(duration_ms) FILTER (WHERE up_to >= 0.5 * measured) AS p50,
                min(duration_ms) FILTER (WHERE up_to >= 0.9 * measured) AS p90,
                min(duration_ms) FILTER (WHERE up_to >= 0.95 * measured) AS p95,
                min(duration_ms) FILTER (WHERE up_to >= 0.99 * measured) AS p99
              FROM running GROUP BY k
            ),
            summed AS (
              SELECT CASE GROUPING(:by) WHEN 1 THEN 'total' ELSE 'group:' || :by END AS k,
                sum(events) AS events, sum(succeeded) AS succeeded, sum(input_tokens) AS input_tokens,
                sum(output_tokens) AS output_tokens, sum(cached_tokens) AS cached_tokens, sum(cost) AS cost,
                sum(credits) AS credits, sum(llm_cost) AS llm_cost, sum(byok_events) AS byok_events, sum(ok) AS ok,
                sum(refused) AS refused, sum(failed) AS failed, sum(steps) AS steps, sum(tool_calls) AS tool_calls,
                sum(agent_triggers) AS agent_triggers, sum(synapses) AS synapses, sum(neurons) AS neurons,
                sum(duration_ms * events) / sum(events) FILTER (WHERE duration_ms IS NOT NULL) AS avg_ms
              FROM counted GROUP BY GROUPING SETS ((), (:by))
            ),
            """ + TASKS + """
            SELECT * FROM summed LEFT JOIN percentiles USING (k) FULL JOIN tasks USING (k)
            """;

    private NativeCase() {}

    static SummaryCase byModel() {
        return summary("Native by model", "model", "", "true");
    }

    static SummaryCase byEmailOfModel() {
        return summary(
                "Native by e-mail, of a model",
                "email",
                "&model=" + URLEncoder.encode(Traffic.A_MODEL, StandardCharsets.UTF_8),
                "model = '" + Traffic.A_MODEL + "'");
    }

    private static SummaryCase summary(String name, String by, String query, String filter) {
        return new SummaryCase(
                name,
                "/v1/query?group_by=" + by + query,
                List.of(sql(SORTING, by, filter), sql(COUNTING, by, filter)),
                answer -> read(answer, by));
    }

    private static String sql(String statement, String by, String filter) {
        return statement.replace(":by", by).replace(":filter", filter);
    }

    private static Numbers read(JsonNode answer, String by) {
        Numbers numbers = new Numbers();
        read(numbers, "total", answer.path("totals"));
        answer.path("groups")
                .forEach(
                        group -> read(numbers, "group:" + group.at("/key/" + by).asText(), group));
        return numbers;
    }

    private static void read(Numbers numbers, String group, JsonNode measures) {
        numbers.read(group, measures, "events", "/events", "succeeded", "/succeeded", "tasks", "/tasks");
        numbers.read(group, measures, "input_tokens", "/input_tokens", "output_tokens", "/output_tokens");
        numbers.read(group, measures, "cached_tokens", "/cached_input_tokens", "cost", "/cost/amount");
        numbers.read(group, measures, "credits", "/credits", "llm_cost", "/llm_cost", "byok_events", "/byok_events");
        numbers.read(group, measures, "ok", "/http_status/2xx", "refused", "/http_status/4xx");
        numbers.read(group, measures, "failed", "/http_status/5xx", "steps", "/steps", "tool_calls", "/tool_calls");
        numbers.read(group, measures, "agent_triggers", "/agent_triggers", "synapses", "/synapses");
        numbers.read(group, measures, "neurons", "/neurons", "durations", "/duration_ms/count");
        numbers.read(group, measures, "avg_ms", "/duration_ms/avg", "max_ms", "/duration_ms/max");
        numbers.read(group, measures, "p50", "/duration_ms/p50", "p90", "/duration_ms/p90");
        numbers.read(group, measures, "p95", "/duration_ms/p95", "p99", "/duration_ms/p99");
    }
}
