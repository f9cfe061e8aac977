package dev.tally.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Values that a member of JSON might have and mostly should not, by what its schema says. */
final class JsonOddities {
    private static final String FORTY_DIGITS = "1234567890123456789012345678901234567890";
    private static final List<String> NO_TOKENS = List.of(
            "NaN", "Infinity", "01", "+1", ".5", "1.", "0x1F", "'a'", "tru", "\"open", "\"a\tb\"", "\"\\x41\"", "");
    private static final List<String> NO_DATES = List.of(
            "2026-02-30",
            "0000-01-01",
            "2026-13-01T00:00:00Z",
            "2026-06-30T25:61:61Z",
            "-2026-01-01",
            "10000-01-01",
            "2026-1-1",
            "now",
            "2026-01-01T00:00:00+99:99",
            "2026-W01-1",
            "1767225600");
    private static final int LONG = 20_000;

    private JsonOddities() {}

    static List<Odd> of(JsonNode schema) {
        Set<String> types = Schemas.types(schema);
        List<Odd> odd = new ArrayList<>(NO_TOKENS.stream().map(Odd::broken).toList());
        odd.add(Odd.of("null", Fate.EITHER));
        wrongTypes(types, odd);
        if (types.contains("string")) {
            strings(schema, odd);
        }
        if (types.contains("integer") || types.contains("number")) {
            numbers(schema, types, odd);
        }
        return odd;
    }

    private static void wrongTypes(Set<String> types, List<Odd> odd) {
        add(odd, !types.contains("string"), "\"text\"", "\"\"", "\"7\"", "\"true\"");
        add(odd, !types.contains("integer") && !types.contains("number"), "7", "-1.5", "0");
        add(odd, !types.contains("boolean"), "true", "false");
        add(odd, !types.contains("array"), "[]", "[1]", "[[[]]]");
        add(odd, !types.contains("object"), "{}", "{\"a\":1}", "{\"a\":{\"b\":[]}}");
        add(odd, types.contains("object"), "{\"a\":1}", "{\"a\":[]}", "{\"a\":\"b\",\"a\":\"b\"}", "{\"\":\"a\"}");
        add(odd, types.contains("array"), "[1]", "[null,{}]", "[\"nonsense\"]", "[[\"read\"]]");
    }

    private static void strings(JsonNode schema, List<Odd> odd) {
        add(odd, true, "\"a\\u0000b\"", "\"\\u0000\"", "\"\\ud800\"", "\"a\\udc00\\ud800b\"", "\"a\\u0007b\"");
        if (schema.has("enum") || schema.path("format").asText().startsWith("date") || schema.has("pattern")) {
            NO_DATES.forEach(date -> add(odd, true, '"' + date + "~\""));
            add(odd, true, "\"\"", "\" \"", '"' + "x".repeat(LONG) + '"');
        }
        if (schema.path("format").asText().startsWith("date")) {
            NO_DATES.forEach(date -> add(odd, true, '"' + date + '"'));
        }
        if (schema.has("maxLength")) {
            add(odd, true, '"' + "x".repeat(schema.get("maxLength").asInt() + 1) + '"');
        }
        if (schema.path("minLength").asInt() > 0) {
            add(odd, true, "\"\"");
        }
        for (String text :
                List.of("' OR 1=1 --", "../../etc/passwd", "${jndi:ldap://x}", "<script>", "\\ud83d\\ude00")) {
            odd.add(Odd.of('"' + text + '"', Fate.EITHER));
        }
        odd.add(Odd.of('"' + "\u202e\u0301".repeat(20) + '"', Fate.EITHER));
    }

    private static void numbers(JsonNode schema, Set<String> types, List<Odd> odd) {
        boolean bounded = schema.has("maximum") || schema.has("exclusiveMaximum");
        add(odd, true, "1e400", "-1e400", "1E+999999999", FORTY_DIGITS, '-' + FORTY_DIGITS, "-1");
        add(odd, types.contains("integer"), "0.5", "1e-400");
        odd.add(Odd.of("-0", Fate.EITHER));
        odd.add(Odd.of("5.0", Fate.EITHER));
        odd.add(Odd.of("5e2", Fate.EITHER));
        odd.add(Odd.of("1E-999999999", Fate.EITHER));
        if (bounded) {
            beyond(schema, odd);
        }
    }

    private static void beyond(JsonNode schema, List<Odd> odd) {
        if (schema.has("exclusiveMaximum")) {
            BigDecimal most = schema.get("exclusiveMaximum").decimalValue();
            add(odd, true, most.toPlainString());
        } else {
            BigDecimal most = schema.get("maximum").decimalValue();
            odd.add(Odd.of(most.toPlainString(), Fate.ACCEPTED));
            add(odd, true, most.add(BigDecimal.ONE).toPlainString());
        }
        BigDecimal least = schema.path("minimum").decimalValue();
        add(odd, true, least.subtract(BigDecimal.ONE).toPlainString());
    }

    private static void add(List<Odd> odd, boolean refused, String... tokens) {
        for (String token : tokens) {
            if (refused) {
                odd.add(Odd.of(token, Fate.REFUSED));
            }
        }
    }
}
