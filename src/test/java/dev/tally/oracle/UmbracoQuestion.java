package dev.tally.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * Asks Umbraco.
 *
 * @param question with a start; no filters
 */
record UmbracoQuestion(Question question) implements DialectQuestion {
    @Override
    public String path() {
        return new Parameters("/umbraco/umbraco/ai/management/api/v1/analytics/usage-summary")
                .time("from", question.from())
                .time("to", question.to())
                .path();
    }

    @Override
    public JsonNode expected(Oracle oracle, Instant now, JsonNode answer) {
        NaiveMeasures totals = oracle.totals(question);
        BigDecimal requests = DialectQuestion.count(totals);
        BigDecimal succeeded = DialectQuestion.count(totals.where(SampleEvent::succeeded));
        BigDecimal input = totals.total(SampleEvent::inputTokens);
        BigDecimal output = totals.total(SampleEvent::outputTokens);
        return JSON.objectNode()
                .put("totalRequests", requests)
                .put("inputTokens", input)
                .put("outputTokens", output)
                .put("totalTokens", input.add(output))
                .put("successCount", succeeded)
                .put("failureCount", requests.subtract(succeeded))
                .put(
                        "successRate",
                        requests.signum() == 0
                                ? BigDecimal.ZERO
                                : succeeded.divide(requests, 4, RoundingMode.HALF_EVEN))
                .put(
                        "averageDurationMs",
                        totals.averageMs() == null
                                ? BigDecimal.ZERO
                                : BigDecimal.valueOf(totals.totalMs()
                                        / totals.where(event -> event.durationMs() != null)
                                                .events()
                                                .size()));
    }
}
