package dev.tally.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.model.Dimension;
import dev.tally.oracle.Oracle.Group;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds one answer against the oracle's. */
record Verdict(Oracle oracle, Question question, JsonNode answer, String what) {
    /** The measures that a window's buckets must add up to. */
    private static final List<String> ADDITIVE = List.of(
            "/events",
            "/succeeded",
            "/input_tokens",
            "/output_tokens",
            "/cost/amount",
            "/credits",
            "/llm_cost",
            "/tasks",
            "/work_orders",
            "/duration_ms/count",
            "/synapses",
            "/neurons");

    /** Those that are of events alone: a unit counts in several groups. */
    private static final List<String> OF_EVENTS = ADDITIVE.stream()
            .filter(measure -> !measure.endsWith("tasks") && !measure.endsWith("work_orders"))
            .toList();

    private static final Set<String> PERCENTILES =
            Set.of("/duration_ms/p50", "/duration_ms/p90", "/duration_ms/p95", "/duration_ms/p99");

    void check() {
        compare(oracle.totals(question), answer.get("totals"), "totals");
        assertEquals(!question.groupBy().isEmpty(), answer.has("groups"), what);
        if (answer.has("groups")) {
            compare(shown(oracle.groups(question)), groups(null, answer.get("groups")), "groups");
        }
        assertEquals(question.granularity() != null, answer.has("series"), what);
        if (answer.has("series")) {
            checkSeries();
        }
    }

    /** What no moment of rolling or storing excuses: the groups and buckets of one answer add up to its totals. */
    static void requireConsistency(JsonNode answer, String what) {
        requireSum(answer, answer.get("groups"), "", OF_EVENTS, what);
        requireSum(answer, answer.get("series"), "/totals", ADDITIVE, what);
    }

    private static void requireSum(JsonNode answer, JsonNode parts, String prefix, List<String> measures, String what) {
        for (String measure : measures) {
            BigDecimal sum = BigDecimal.ZERO;
            for (JsonNode part : parts) {
                sum = sum.add(part.at(prefix + measure).decimalValue());
            }
            BigDecimal added = sum;
            assertEquals(
                    0,
                    added.compareTo(answer.get("totals").at(measure).decimalValue()),
                    () -> "parts' " + measure + " add up to " + added + ": " + what + " " + answer);
        }
    }

    private void checkSeries() {
        Map<Group, JsonNode> buckets = new HashMap<>();
        Map<Group, JsonNode> bucketGroups = new HashMap<>();
        for (JsonNode bucket : answer.get("series")) {
            Instant start = OffsetDateTime.parse(bucket.get("start").asText()).toInstant();
            buckets.put(new Group(start, List.of()), bucket.get("totals"));
            if (bucket.has("groups")) {
                bucketGroups.putAll(groups(start, bucket.get("groups")));
            }
        }
        compare(shown(oracle.series(question)), buckets, "series");
        if (!question.groupBy().isEmpty()) {
            compare(shown(oracle.seriesGroups(question)), bucketGroups, "series' groups");
        }
        requireSum(answer, answer.get("series"), "/totals", ADDITIVE, what);
    }

    private Map<Group, JsonNode> groups(Instant start, JsonNode list) {
        Map<Group, JsonNode> groups = new HashMap<>();
        for (JsonNode group : list) {
            List<String> values = new ArrayList<>();
            for (Dimension dimension : question.groupBy()) {
                JsonNode value = group.get("key").get(dimension.field());
                values.add(value.isNull() ? null : value.asText());
            }
            JsonNode earlier = groups.put(new Group(start, values), group);
            assertTrue(earlier == null, () -> "a group comes twice: " + values + " " + what);
        }
        return groups;
    }

    /** Snapshots are not in the native answer, and where nothing else is, there is no group. */
    private static Map<Group, NaiveMeasures> shown(Map<Group, NaiveMeasures> groups) {
        Map<Group, NaiveMeasures> shown = new HashMap<>(groups);
        shown.values()
                .removeIf(measures -> measures.events().isEmpty()
                        && measures.started().size()
                                == measures.units(Unit.Kind.SNAPSHOT).size());
        return shown;
    }

    private void compare(Map<Group, NaiveMeasures> expected, Map<Group, JsonNode> found, String where) {
        assertEquals(expected.keySet(), found.keySet(), () -> where + " of " + what);
        expected.forEach((group, measures) -> compare(measures, found.get(group), where + " " + group));
    }

    private void compare(NaiveMeasures expected, JsonNode found, String where) {
        expected.byPointer().forEach((pointer, value) -> {
            JsonNode actual = found.at(pointer);
            assertTrue(
                    isRight(pointer, value, actual, expected.accuracy()),
                    () -> where + pointer + ": expected " + value + ", found " + actual + " in " + what);
        });
    }

    private static boolean isRight(String pointer, BigDecimal value, JsonNode actual, BigDecimal accuracy) {
        if (value == null) {
            return actual.isNull();
        }
        BigDecimal error = PERCENTILES.contains(pointer) ? value.multiply(accuracy) : BigDecimal.ZERO;
        return actual.isNumber() && actual.decimalValue().subtract(value).abs().compareTo(error) <= 0;
    }
}
