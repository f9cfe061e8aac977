package dev.tally.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tally.model.Dimension;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;

/**
 * Asks AgentGate.
 *
 * @param question with one work order, one run and one model at most
 */
record AgentGateQuestion(Question question) implements DialectQuestion {
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public String path() {
        return new Parameters("/agentgate/api/v1/usage/summary")
                .text("workOrderId", filter(Dimension.WORK_ORDER))
                .text("runId", filter(Dimension.RUN))
                .text("model", filter(Dimension.MODEL))
                .time("startDate", question.from())
                .time("endDate", question.to())
                .path();
    }

    @Override
    public JsonNode expected(Oracle oracle, Instant now, JsonNode answer) {
        NaiveMeasures totals = oracle.totals(question);
        ObjectNode agentGate = JSON.objectNode().put("success", true);
        ObjectNode data = agentGate.putObject("data");
        data.put("totalInputTokens", totals.total(SampleEvent::inputTokens));
        data.put("totalOutputTokens", totals.total(SampleEvent::outputTokens));
        data.put("totalCachedInputTokens", totals.total(SampleEvent::cachedInputTokens));
        data.put("totalCostUsd", totals.sum(SampleEvent::cost));
        data.put("executionCount", DialectQuestion.count(totals));
        data.put("workOrderCount", totals.units(Unit.Kind.WORK_ORDER).size());
        data.put("totalDurationMs", totals.totalMs());
        ObjectNode models = data.putObject("byModel");
        DialectQuestion.ranked(
                        oracle,
                        question,
                        Dimension.MODEL,
                        DialectQuestion::hasEvents,
                        measures -> measures.sum(SampleEvent::cost))
                .forEach((model, measures) -> models.putObject(model)
                        .put("inputTokens", measures.total(SampleEvent::inputTokens))
                        .put("outputTokens", measures.total(SampleEvent::outputTokens))
                        .put("cachedInputTokens", measures.total(SampleEvent::cachedInputTokens))
                        .put("costUsd", measures.sum(SampleEvent::cost))
                        .put("executionCount", DialectQuestion.count(measures)));
        data.put("periodStart", MILLISECONDS.format(start(oracle)));
        data.put("periodEnd", MILLISECONDS.format(question.to()));
        return agentGate;
    }

    private Instant start(Oracle oracle) {
        if (question.from() != null) {
            return question.from();
        }
        return oracle.firstEventAt()
                .filter(first -> first.isBefore(question.to()))
                .orElse(question.to());
    }

    private String filter(Dimension dimension) {
        return question.filters().getOrDefault(dimension, Set.of()).stream()
                .findFirst()
                .orElse(null);
    }
}
