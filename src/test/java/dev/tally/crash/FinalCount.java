package dev.tally.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.testing.ServiceClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When everything that was sent is acknowledged: every answer of every service is exactly that. */
record FinalCount(Scene scene, List<Question> questions) {
    void check() throws IOException {
        Sums all = scene.ledger().acknowledged();
        assertEquals(scene.ledger().sent(), all, "every event that was sent is acknowledged");
        for (ServiceClient anonymous : scene.services()) {
            ServiceClient service = anonymous.as(scene.accountKey());
            for (Question question : questions) {
                question.check(service.get(question.path()), all, all);
            }
            checkGroups(service, "model", scene.ledger().byModel());
            checkGroups(service, "email", scene.ledger().byEmail());
            checkTasks(service);
        }
    }

    private static void checkGroups(ServiceClient service, String dimension, Map<String, Sums> expected)
            throws IOException {
        JsonNode answer = service.get("/v1/query?group_by=" + dimension).orThrow();
        Map<String, String> counted = new HashMap<>();
        for (JsonNode group : answer.path("groups")) {
            counted.put(
                    group.at("/key/" + dimension).asText(),
                    line(
                            group.path("events").asLong(),
                            group.at("/cost/amount").decimalValue(),
                            group.path("input_tokens").asLong()));
        }
        Map<String, String> sent = new HashMap<>();
        expected.forEach((key, sums) -> sent.put(key, line(sums.events(), sums.cost(), sums.inputTokens())));
        assertEquals(sent, counted, "by " + dimension);
    }

    private static String line(long events, BigDecimal cost, long inputTokens) {
        return events + " events, cost " + cost.stripTrailingZeros().toPlainString() + ", " + inputTokens
                + " input tokens";
    }

    private void checkTasks(ServiceClient service) throws IOException {
        long tasks = scene.ledger().tasks();
        assertEquals(
                tasks, service.get("/v1/query").orThrow().at("/totals/tasks").asLong(), "tasks");
        assertEquals(
                tasks,
                service.get("/neo/api/v1/usage/summary")
                        .orThrow()
                        .path("total_tasks")
                        .asLong(),
                "Neo's tasks");
    }
}
