package dev.tally.fuzz;

import com.fasterxml.jackson.databind.JsonNode;

/** Of an operation, in its path or query. */
record Parameter(String name, boolean inPath, boolean required, JsonNode schema) {
    /** Whether its value is one that the service made. */
    boolean isCursor() {
        return name.equals("after");
    }

    static Parameter of(JsonNode description) {
        return new Parameter(
                description.get("name").asText(),
                description.get("in").asText().equals("path"),
                description.path("required").asBoolean(),
                description.path("schema"));
    }
}
