package dev.tally.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tally.model.Dimension;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** A question to one of the dialects, and what its contract says the answer is. */
interface DialectQuestion {
    JsonNodeFactory JSON = JsonNodeFactory.withExactBigDecimals(true);

    String path();

    /**
     * The answer, its members in order.
     *
     * @param now a moment of the account's today
     * @param answer what came back: of numbers that need not be exact, and are near enough
     */
    JsonNode expected(Oracle oracle, Instant now, JsonNode answer);

    /** The members of an answer that the oracle knows nothing of. */
    default List<String> unknown() {
        return List.of();
    }

    /** The groups of a question by one dimension that have a value: greatest first, ties by name. */
    static Map<String, NaiveMeasures> ranked(
            Oracle oracle,
            Question question,
            Dimension dimension,
            Predicate<NaiveMeasures> condition,
            Function<NaiveMeasures, BigDecimal> size) {
        List<Map.Entry<String, NaiveMeasures>> groups = new ArrayList<>();
        oracle.groups(question.by(dimension)).forEach((group, measures) -> {
            if (group.values().get(0) != null && condition.test(measures)) {
                groups.add(Map.entry(group.values().get(0), measures));
            }
        });
        groups.sort(Comparator.comparing(
                        (Map.Entry<String, NaiveMeasures> group) -> size.apply(group.getValue()),
                        Comparator.reverseOrder())
                .thenComparing(Map.Entry::getKey));
        Map<String, NaiveMeasures> ranked = new LinkedHashMap<>();
        groups.forEach(group -> ranked.put(group.getKey(), group.getValue()));
        return ranked;
    }

    static boolean hasEvents(NaiveMeasures measures) {
        return !measures.events().isEmpty();
    }

    static BigDecimal count(NaiveMeasures measures) {
        return NaiveMeasures.decimal(measures.events().size());
    }

    /** Its text with members in their order and numbers without needless zeros. */
    static String canonical(JsonNode node) {
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        List<String> parts = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.fields()
                    .forEachRemaining(
                            member -> parts.add("\n\"" + member.getKey() + "\":" + canonical(member.getValue())));
            return "{" + String.join(",", parts) + "}";
        }
        if (node instanceof ArrayNode array) {
            array.forEach(element -> parts.add(canonical(element)));
            return "[" + String.join(",", parts) + "]";
        }
        return node.toString();
    }
}
