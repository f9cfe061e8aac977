package dev.tally.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.testing.ServiceClient.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A summary, and what in it must be which sum of the calls. Every sum only grows, so that while calls come in an answer lies
 * between what was acknowledged before the question and what was sent before the answer.
 *
 * @param sums by JSON pointer
 */
record Question(String path, Map<String, Function<Sums, BigDecimal>> sums) {
    /** Francs for a dollar. */
    static final BigDecimal RATE = new BigDecimal("0.5");

    private static final String WINDOW = "from=2026-09-01&to=2026-10-31";

    static List<Question> about(String externalId) {
        return List.of(tally(), neo(), surnex(), freddy(externalId), agentGate(), umbraco());
    }

    private static Question tally() {
        return new Question(
                "/v1/query?granularity=day&group_by=model",
                new Pointers()
                        .count("/totals/events", Sums::events)
                        .count("/totals/succeeded", Sums::succeeded)
                        .count("/totals/input_tokens", Sums::inputTokens)
                        .count("/totals/output_tokens", Sums::outputTokens)
                        .amount("/totals/cost/amount", Sums::cost)
                        .amount("/totals/credits", Sums::credits)
                        .count("/totals/steps", Sums::steps)
                        .count("/totals/duration_ms/count", Sums::events)
                        .sums);
    }

    private static Question neo() {
        return new Question(
                "/neo/api/v1/usage/summary",
                new Pointers()
                        .amount("/total_neo_credits", Sums::credits)
                        .count("/total_execution_ms", Sums::durationMs)
                        .count("/total_steps", Sums::steps)
                        .sums);
    }

    private static Question surnex() {
        return new Question(
                "/surnex/v1/usage",
                new Pointers()
                        .count("/totals/calls_total", Sums::events)
                        .amount("/totals/estimated_cost_usd", Sums::cost)
                        .sums);
    }

    private static Question freddy(String externalId) {
        return new Question(
                "/freddy/v1/analytics/usage/summary/" + externalId,
                new Pointers()
                        .count("/totalRequests", Sums::events)
                        .amount("/totalCost", sums -> sums.cost().multiply(RATE))
                        .sums);
    }

    private static Question agentGate() {
        return new Question(
                "/agentgate/api/v1/usage/summary",
                new Pointers()
                        .count("/data/executionCount", Sums::events)
                        .count("/data/totalInputTokens", Sums::inputTokens)
                        .count("/data/totalOutputTokens", Sums::outputTokens)
                        .amount("/data/totalCostUsd", Sums::cost)
                        .count("/data/totalDurationMs", Sums::durationMs)
                        .sums);
    }

    private static Question umbraco() {
        return new Question(
                "/umbraco/umbraco/ai/management/api/v1/analytics/usage-summary?" + WINDOW,
                new Pointers()
                        .count("/totalRequests", Sums::events)
                        .count("/successCount", Sums::succeeded)
                        .count("/inputTokens", Sums::inputTokens)
                        .count("/outputTokens", Sums::outputTokens)
                        .sums);
    }

    /** Complains unless each sum of the answer lies between those of {@code least} and {@code most}. */
    void check(Answer answer, Sums least, Sums most) {
        JsonNode json = json(answer);
        sums.forEach((pointer, sum) -> {
            BigDecimal is = json.at(pointer).decimalValue();
            if (is.compareTo(sum.apply(least)) < 0 || is.compareTo(sum.apply(most)) > 0) {
                throw new AssertionError(path + " says " + pointer + " = " + is + ", but it lies between "
                        + sum.apply(least) + " and " + sum.apply(most));
            }
        });
    }

    private JsonNode json(Answer answer) {
        try {
            return answer.orThrow();
        } catch (IOException e) {
            throw new AssertionError(path + ": " + e.getMessage(), e);
        }
    }

    private static final class Pointers {
        private final Map<String, Function<Sums, BigDecimal>> sums = new LinkedHashMap<>();

        Pointers count(String pointer, ToLongFunction<Sums> sum) {
            return amount(pointer, calls -> BigDecimal.valueOf(sum.applyAsLong(calls)));
        }

        Pointers amount(String pointer, Function<Sums, BigDecimal> sum) {
            sums.put(pointer, sum);
            return this;
        }
    }
}
