package dev.tally.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

/** Good values: what a schema asks for, and what the names mean where it asks for nothing in particular. */
final class Samples {
    /** Members of an event that are nothing without another. */
    private static final Map<String, String> OWNERS = Map.of(
            "task_status", "task_id",
            "task_started_at", "task_id",
            "snapshot_status", "snapshot_id",
            "project_name", "project_id",
            "cached_input_tokens", "input_tokens");

    private static final List<String> DIMENSIONS =
            List.of("model", "provider", "operation", "project_id", "email", "run_id");
    private static final List<String> EMAILS = List.of("ada@example.com", "alan@example.com", "grace@example.com");

    private final Random random;

    Samples(Random random) {
        this.random = random;
    }

    /** A good object: what is required, and some of the rest. */
    Map<String, String> object(JsonNode schema) {
        Map<String, String> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            if (Schemas.requires(schema, name) || random.nextInt(3) == 0) {
                members.put(name, token(name, property.getValue()));
            }
        }
        OWNERS.forEach((part, owner) -> {
            if (members.containsKey(part)) {
                members.putIfAbsent(owner, token(owner, schema.at("/properties/" + owner)));
            }
        });
        if (members.containsKey("cached_input_tokens")) {
            members.put("cached_input_tokens", members.get("input_tokens"));
        }
        return members;
    }

    static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** A good value of a member, as JSON. */
    String token(String name, JsonNode schema) {
        if (name.equals("metadata")) {
            return "{\"team\":\"t" + random.nextInt(5) + "\",\"\\u00e9\":\"\\ud83d\\ude00\"}";
        }
        if (name.equals("scopes")) {
            return one(List.of("[\"read\"]", "[\"ingest\",\"read\"]", "[\"admin\"]"));
        }
        if (Schemas.types(schema).contains("boolean")) {
            return Boolean.toString(random.nextBoolean());
        }
        if (Schemas.types(schema).contains("integer")) {
            return Integer.toString(name.equals("http_status") ? 100 + random.nextInt(500) : random.nextInt(100_000));
        }
        if (Schemas.types(schema).contains("number")) {
            return BigDecimal.valueOf(1 + random.nextInt(1_000_000), random.nextInt(9))
                    .toPlainString();
        }
        return '"' + text(name, schema) + '"';
    }

    /** A good value of a parameter, percent-encoded where that is needed. */
    String parameter(Parameter parameter) {
        return UrlOddities.isTime(parameter) ? time(parameter.name()) : text(parameter.name(), parameter.schema());
    }

    String unique() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String text(String name, JsonNode schema) {
        if (schema.has("enum")) {
            return one(Schemas.choices(schema));
        }
        if (schema.path("format").asText().equals("uuid")) {
            return unique();
        }
        return switch (name) {
            case "time", "task_started_at" -> moment();
            case "effective_from" -> "2026-0" + (1 + random.nextInt(9)) + "-01";
            case "expires_at" -> "2999-12-31";
            case "email" -> one(EMAILS);
            case "currency", "from" -> "USD";
            case "to" -> one(List.of("CHF", "EUR"));
            case "time_zone", "tz" -> one(List.of("UTC", "Europe/Zurich", "Asia/Kathmandu"));
            case "dialect" -> one(List.of("neo", "agentgate"));
            case "external_id", "secret" -> "made-" + unique();
            case "group_by" -> one(DIMENSIONS);
            case "limit" -> Integer.toString(1 + random.nextInt(1000));
            case "atomic", "explain" -> Boolean.toString(random.nextBoolean());
            default -> name.replace('_', '-') + random.nextInt(20);
        };
    }

    private String time(String parameter) {
        boolean start = parameter.equals("from") || parameter.equals("startDate");
        return start
                ? one(List.of("2026-10-01", "2026-10-02T00:00:00Z", "2026-10-03T07:15:00%2B02:00"))
                : one(List.of("2026-10-05", "2026-10-06T12:00:00Z", "2026-10-07T00:00"));
    }

    private String moment() {
        return String.format(
                "2026-10-%02dT%02d:%02d:%02dZ",
                1 + random.nextInt(28), random.nextInt(24), random.nextInt(60), random.nextInt(60));
    }
}
