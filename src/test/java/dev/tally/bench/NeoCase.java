package dev.tally.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Neo's summary: totals, tasks by status, and what each model, project and person used. */
final class NeoCase {
    /** The events are read once, by as many processes as PostgreSQL likes; the groups come from the few rows that remain. */
    private static final String SQL = """
            WITH used AS MATERIALIZED (
              SELECT model, project_id, email, byok, count(*) AS streams, sum(credits) AS credits,
                sum(neo_cost) AS neo_cost, sum(reporting_llm_cost) AS llm_cost, sum(duration_ms) AS ms,
                sum(steps) AS steps, sum(tool_calls) AS tool_calls
              FROM usage_event WHERE account_id = :account
              GROUP BY model, project_id, email, byok
            ),
            task AS MATERIALIZED (
              SELECT u.unit_id, u.status, x.model, x.project_id, x.email
              FROM unit_of_work u JOIN unit_use x USING (account_id, kind, unit_id)
              WHERE u.account_id = :account AND u.kind = 'TASK'
            )
            SELECT CASE GROUPING(model, project_id, email, byok)
                WHEN 15 THEN 'total' WHEN 7 THEN 'model:' || model WHEN 11 THEN 'project:' || project_id
                WHEN 13 THEN 'email:' || email ELSE 'byok:' || byok END AS k,
              CASE WHEN GROUPING(project_id) = 0 THEN sum(credits) FILTER (WHERE NOT byok)
                WHEN GROUPING(byok) = 1 THEN sum(CASE WHEN byok THEN neo_cost ELSE credits END) END AS credits,
              CASE WHEN GROUPING(project_id) = 0 THEN sum(llm_cost) FILTER (WHERE byok) END AS llm_spend,
              CASE WHEN GROUPING(model, project_id, email, byok) = 15 THEN sum(ms) END AS ms,
              CASE WHEN GROUPING(model, project_id, email, byok) = 15 THEN sum(steps) END AS steps,
              CASE WHEN GROUPING(model, project_id, email, byok) = 15 THEN sum(tool_calls) END AS tool_calls,
              CASE WHEN byok THEN sum(streams) END AS streams,
              CASE WHEN byok THEN sum(llm_cost) END AS llm_cost,
              CASE WHEN byok THEN sum(neo_cost) END AS neo_cost,
              NULL AS tasks
            FROM used GROUP BY GROUPING SETS ((), (model), (project_id), (email), (byok))
            UNION ALL
            SELECT CASE GROUPING(status, model, project_id, email)
                WHEN 15 THEN 'total' WHEN 7 THEN 'status:' || status WHEN 11 THEN 'model:' || model
                WHEN 13 THEN 'project:' || project_id ELSE 'email:' || email END,
              NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, count(DISTINCT unit_id)
            FROM task GROUP BY GROUPING SETS ((), (status), (model), (project_id), (email))
            """;

    private NeoCase() {}

    static SummaryCase summary() {
        return new SummaryCase("Neo", "/neo/api/v1/usage/summary", List.of(SQL), NeoCase::read);
    }

    private static Numbers read(JsonNode answer) {
        Numbers numbers = new Numbers()
                .read("total", answer, "credits", "/total_neo_credits", "ms", "/total_execution_ms")
                .read("total", answer, "steps", "/total_steps", "tool_calls", "/total_tool_calls")
                .read("total", answer, "tasks", "/total_tasks")
                .read("byok:true", answer.path("byok"), "streams", "/total_streams")
                .read("byok:true", answer.path("byok"), "llm_cost", "/total_llm_cost", "neo_cost", "/total_neo_cost");
        answer.path("by_status")
                .fields()
                .forEachRemaining(status -> numbers.read("status:" + status.getKey(), status.getValue(), "tasks", ""));
        answer.path("by_model")
                .fields()
                .forEachRemaining(model -> read(numbers, "model:" + model.getKey(), model.getValue()));
        answer.path("by_email")
                .forEach(email -> read(numbers, "email:" + email.path("email").asText(), email));
        for (JsonNode project : answer.path("by_project")) {
            String group = "project:" + project.path("project_id").asText();
            read(numbers, group, project);
            numbers.read(group, project, "llm_spend", "/llm_spend");
        }
        return numbers;
    }

    private static void read(Numbers numbers, String group, JsonNode stats) {
        numbers.read(group, stats, "credits", "/neo_credits", "tasks", "/tasks");
    }
}
