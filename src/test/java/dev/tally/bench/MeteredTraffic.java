package dev.tally.bench;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tally.model.Dimensions;
import dev.tally.model.MeteredEvent;
import dev.tally.model.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** The events of a {@link Traffic} as summaries read them. */
final class MeteredTraffic {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private MeteredTraffic() {}

    /** The first {@code count} of them. */
    static List<MeteredEvent> of(Traffic traffic, int count) {
        ByteWriter line = new ByteWriter();
        return LongStream.range(0, count)
                .mapToObj(number -> {
                    traffic.write(number, line.clear());
                    return event(line.toBytes());
                })
                .toList();
    }

    private static MeteredEvent event(byte[] line) {
        try {
            JsonNode json = JSON.readTree(line);
            return new MeteredEvent(
                    Instant.parse(json.path("time").asText()),
                    dimensions(json),
                    json.path("project_name").asText(),
                    usage(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dimensions dimensions(JsonNode json) {
        return new Dimensions(
                json.path("model").asText(),
                json.path("provider").asText(),
                json.path("operation").asText(),
                json.path("project_id").asText(),
                json.path("email").asText(),
                null,
                null,
                null);
    }

    private static Usage usage(JsonNode json) {
        return new Usage(
                json.path("success").asBoolean(),
                json.path("http_status").asInt(),
                json.path("duration_ms").asLong(),
                json.path("input_tokens").asLong(),
                json.path("output_tokens").asLong(),
                json.path("cached_input_tokens").asLong(),
                decimal(json, "cost"),
                decimal(json, "credits"),
                json.path("byok").asBoolean(),
                decimal(json, "llm_cost"),
                decimal(json, "neo_cost"),
                decimal(json, "synapses"),
                BigDecimal.ZERO,
                json.path("steps").asLong(),
                json.path("tool_calls").asLong(),
                0);
    }

    private static BigDecimal decimal(JsonNode json, String field) {
        return json.has(field) ? json.path(field).decimalValue() : BigDecimal.ZERO;
    }
}
