package dev.tally.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an event adds to the totals of the native API, and those totals, each under the name of its measure. */
final class Measured {
    private static final List<String> ADDED = List.of(
            "input_tokens",
            "output_tokens",
            "cached_input_tokens",
            "steps",
            "tool_calls",
            "agent_triggers",
            "synapses",
            "neurons",
            "cost");
    private static final int FIRST_FAILURE = 400;

    private Measured() {}

    static Map<String, BigDecimal> ofEvent(JsonNode event) {
        Map<String, BigDecimal> measures = new TreeMap<>();
        for (String name : ADDED) {
            measures.put(name, event.path(name).decimalValue());
        }
        JsonNode success = event.path("success");
        boolean succeeded = success.isBoolean()
                ? success.asBoolean()
                : event.path("http_status").asInt() < FIRST_FAILURE;
        measures.put("events", BigDecimal.ONE);
        measures.put("succeeded", one(succeeded));
        measures.put("failed", one(!succeeded));
        measures.put("durations", one(event.path("duration_ms").isNumber()));
        return measures;
    }

    static Map<String, BigDecimal> ofTotals(JsonNode totals) {
        Map<String, BigDecimal> measures = new TreeMap<>();
        for (String name : ADDED) {
            measures.put(name, totals.path(name).decimalValue());
        }
        measures.put("cost", totals.at("/cost/amount").decimalValue());
        for (String name : List.of("events", "succeeded", "failed")) {
            measures.put(name, totals.path(name).decimalValue());
        }
        measures.put("durations", totals.at("/duration_ms/count").decimalValue());
        return measures;
    }

    /** In a form in which equal numbers are equal. */
    static Map<String, String> shown(Map<String, BigDecimal> measures) {
        Map<String, String> shown = new TreeMap<>();
        measures.forEach(
                (name, number) -> shown.put(name, number.stripTrailingZeros().toPlainString()));
        return shown;
    }

    private static BigDecimal one(boolean counts) {
        return counts ? BigDecimal.ONE : BigDecimal.ZERO;
    }
}
