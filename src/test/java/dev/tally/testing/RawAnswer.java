package dev.tally.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;

/**
 * What came back, whole.
 *
 * @param headers by their names in lower case
 */
public record RawAnswer(int status, Map<String, String> headers, String text) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int SHOWN = 500;

    public boolean isGood() {
        return status >= 200 && status < 400;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Its numbers are exact. */
    public JsonNode json() throws JsonProcessingException {
        return JSON.readTree(text);
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
    }
}
