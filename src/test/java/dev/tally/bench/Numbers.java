package dev.tally.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The measures of the groups of an answer, whoever computed it, so that two answers can be compared. */
final class Numbers {
    /** Of averages, which are rounded. */
    private static final double ROUNDING = 1e-5;

    /** What the service promises of percentiles. */
    static final double PERCENTILE_ACCURACY = 0.005;

    private final Map<String, Map<String, BigDecimal>> groups = new TreeMap<>();

    Numbers put(String group, String measure, BigDecimal value) {
        groups.computeIfAbsent(group, key -> new LinkedHashMap<>()).put(measure, value);
        return this;
    }

    /** Reads members of a JSON object: measure, JSON pointer, measure, JSON pointer, … A null is left out. */
    Numbers read(String group, JsonNode object, String... measuresAndPointers) {
        for (int i = 0; i < measuresAndPointers.length; i += 2) {
            JsonNode value = object.at(measuresAndPointers[i + 1]);
            if (value.isNumber()) {
                put(group, measuresAndPointers[i], value.decimalValue());
            }
        }
        return this;
    }

    Map<String, Map<String, BigDecimal>> groups() {
        return groups;
    }

    /**
     * Complains unless the other answer has the same groups and numbers; one that begins with {@code p} is a percentile,
     * one that begins with {@code avg} an average, all others are exact. Zeros may be missing.
     */
    void requireEqual(String what, Numbers expected) {
        Map<String, Map<String, BigDecimal>> all = new TreeMap<>(groups);
        expected.groups.forEach(all::putIfAbsent);
        for (String group : all.keySet()) {
            Map<String, BigDecimal> is = groups.getOrDefault(group, Map.of());
            Map<String, BigDecimal> should = expected.groups.getOrDefault(group, Map.of());
            Map<String, BigDecimal> names = new LinkedHashMap<>(is);
            names.putAll(should);
            for (String name : names.keySet()) {
                requireEqual(
                        what + ", " + group + ", " + name,
                        is.getOrDefault(name, BigDecimal.ZERO),
                        should.getOrDefault(name, BigDecimal.ZERO),
                        tolerance(name));
            }
        }
    }

    private static double tolerance(String measure) {
        return measure.matches("p\\d+") ? PERCENTILE_ACCURACY : measure.startsWith("avg") ? ROUNDING : 0;
    }

    private static void requireEqual(String what, BigDecimal is, BigDecimal should, double tolerance) {
        BigDecimal allowed = should.abs().multiply(BigDecimal.valueOf(tolerance));
        if (is.subtract(should).abs().compareTo(allowed) > 0) {
            throw new IllegalStateException(what + ": the service says " + is + ", SQL says " + should);
        }
    }
}
