package dev.tally.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a JSON Schema says. */
final class Schemas {
    private Schemas() {}

    /** The types that a value may have; all of them where nothing is said. */
    static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isMissingNode()) {
            return Set.of("string", "integer", "number", "boolean", "object", "array");
        }
        return type.isTextual()
                ? Set.of(type.asText())
                : type.valueStream().map(JsonNode::asText).collect(Collectors.toUnmodifiableSet());
    }

    static List<String> choices(JsonNode schema) {
        return schema.path("enum").valueStream().map(JsonNode::asText).toList();
    }

    static boolean requires(JsonNode schema, String member) {
        return schema.path("required").valueStream().anyMatch(name -> name.asText()
                .equals(member));
    }
}
