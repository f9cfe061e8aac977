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

    void check() {
        compare(oracle.totals(question), answer.get("totals"), "totals");
        assertEquals(!question.groupBy().isEmpty(), answer.has("groups"), what);
        if (answer.has("groups")) {
            compare(oracle.groups(question), groups(null, answer.get("groups")), "groups");
        }
        assertEquals(question.granularity() != null, answer.has("series"), what);
        if (answer.has("series")) {
            checkSeries();
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
        compare(oracle.series(question), buckets, "series");
        if (!question.groupBy().isEmpty()) {
            compare(oracle.seriesGroups(question), bucketGroups, "series' groups");
        }
        ADDITIVE.forEach(measure -> assertEquals(
                0,
                buckets.values().stream()
                        .map(bucket -> bucket.at(measure).decimalValue())
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .compareTo(answer.get("totals").at(measure).decimalValue()),
                () -> "the buckets' " + measure + " add up to the total: " + what));
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

    private void compare(Map<Group, NaiveMeasures> expected, Map<Group, JsonNode> found, String where) {
        assertEquals(expected.keySet(), found.keySet(), () -> where + " of " + what);
        expected.forEach((group, measures) -> compare(measures, found.get(group), where + " " + group));
    }

    private void compare(NaiveMeasures expected, JsonNode found, String where) {
        expected.byPointer().forEach((pointer, value) -> {
            JsonNode actual = found.at(pointer);
            boolean equal = value == null
                    ? actual.isNull()
                    : actual.isNumber() && actual.decimalValue().compareTo(value) == 0;
            assertTrue(equal, () -> where + pointer + ": expected " + value + ", found " + actual + " in " + what);
        });
    }
}
