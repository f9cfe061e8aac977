package dev.tally.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The OpenAPI document that the service serves. */
record ApiDocument(JsonNode root) {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    static ApiDocument of(String json) throws JsonProcessingException {
        return new ApiDocument(JsonMapper.builder().build().readTree(json));
    }

    List<Operation> operations() {
        return root.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(member -> METHODS.contains(member.getKey()))
                        .map(member -> operation(path.getKey(), path.getValue(), member.getKey(), member.getValue())))
                .toList();
    }

    /** What a node refers to, or itself. */
    JsonNode resolved(JsonNode node) {
        JsonNode current = node;
        while (current.has("$ref")) {
            current = root.at(current.get("$ref").asText().substring(1));
        }
        return current;
    }

    private Operation operation(String path, JsonNode item, String method, JsonNode description) {
        List<Parameter> parameters = Stream.of(item, description)
                .flatMap(node -> elements(node.path("parameters")))
                .map(this::resolved)
                .map(Parameter::of)
                .toList();
        JsonNode bodies = description.path("requestBody").path("content");
        JsonNode schema = resolved(bodies.path("application/json").path("schema"));
        return new Operation(
                description.get("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                parameters,
                schema.has("anyOf") ? resolved(schema.get("anyOf").get(0)) : schema);
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return array.valueStream();
    }
}
