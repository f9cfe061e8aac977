package dev.tally.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tally.model.Dimension;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks Surnex.
 *
 * @param question with one project and one provider at most
 */
record SurnexQuestion(Question question) implements DialectQuestion {
    @Override
    public String path() {
        return new Parameters("/surnex/v1/usage")
                .text("project_id", filter(Dimension.PROJECT))
                .text("provider", filter(Dimension.PROVIDER))
                .time("from", question.from())
                .time("to", question.to())
                .path();
    }

    @Override
    public List<String> unknown() {
        return List.of("account_id");
    }

    @Override
    public JsonNode expected(Oracle oracle, Instant now, JsonNode answer) {
        NaiveMeasures totals = oracle.totals(question);
        String provider = filter(Dimension.PROVIDER);
        ObjectNode surnex = JSON.objectNode();
        surnex.putObject("range")
                .put("from", question.from() == null ? null : question.from().toString())
                .put("to", question.to().toString());
        surnex.put("provider", provider == null ? "all" : provider);
        putRollup(
                surnex.putObject("totals"),
                totals,
                called(oracle, question, Dimension.OPERATION),
                answer.get("totals"));
        ObjectNode providers = surnex.putObject("providers");
        called(oracle, question, Dimension.PROVIDER).forEach((name, measures) -> {
            Question own = question.where(Dimension.PROVIDER, name);
            putRollup(
                    providers.putObject(name),
                    measures,
                    called(oracle, own, Dimension.OPERATION),
                    answer.get("providers").path(name));
        });
        ObjectNode snapshots = surnex.putObject("snapshots");
        snapshots.put("snapshots_total", totals.units(Unit.Kind.SNAPSHOT).size());
        ObjectNode statuses = snapshots.putObject("snapshots_by_status");
        Map<String, BigDecimal> counts = totals.statuses(Unit.Kind.SNAPSHOT);
        Samples.SNAPSHOT_STATUSES.forEach(status -> statuses.put(status, counts.getOrDefault(status, BigDecimal.ZERO)));
        return surnex;
    }

    private static Map<String, NaiveMeasures> called(Oracle oracle, Question question, Dimension dimension) {
        return DialectQuestion.ranked(oracle, question, dimension, DialectQuestion::hasEvents, DialectQuestion::count);
    }

    private static void putRollup(
            ObjectNode rollup, NaiveMeasures measures, Map<String, NaiveMeasures> operations, JsonNode answer) {
        rollup.put("calls_total", DialectQuestion.count(measures));
        ObjectNode calls = rollup.putObject("calls_by_operation");
        operations.forEach((operation, own) -> calls.put(operation, DialectQuestion.count(own)));
        rollup.put("avg_latency_ms", measures.averageMs());
        rollup.put("p95_latency_ms", nearEnough(measures, answer.path("p95_latency_ms")));
        rollup.putObject("http_status_counts")
                .put("2xx", measures.statuses(2))
                .put("4xx", measures.statuses(4))
                .put("5xx", measures.statuses(5));
        rollup.put("estimated_cost_usd", measures.sum(SampleEvent::cost));
    }

    private static BigDecimal nearEnough(NaiveMeasures measures, JsonNode answer) {
        BigDecimal exact = measures.percentile(95);
        if (exact == null || !answer.isNumber()) {
            return exact;
        }
        BigDecimal error = answer.decimalValue().subtract(exact).abs();
        return error.compareTo(exact.multiply(measures.accuracy())) <= 0 ? answer.decimalValue() : exact;
    }

    private String filter(Dimension dimension) {
        return question.filters().getOrDefault(dimension, Set.of()).stream()
                .findFirst()
                .orElse(null);
    }
}
