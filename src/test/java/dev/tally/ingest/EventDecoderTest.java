package dev.tally.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import dev.tally.ingest.DecodedEvent.Refused;
import dev.tally.ingest.DecodedEvent.Valid;
import dev.tally.model.UsageEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an event, and what is not: each field at its limits. The clock stands at noon, 2026-06-01. */
class EventDecoderTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final EventDecoder DECODER =
            new EventDecoder(Clock.fixed(NOON, ZoneOffset.UTC), Duration.ofMinutes(5));

    static Stream<Arguments> refusedValues() {
        String halfPair = "\"\\ud83d\"";
        return Stream.of(
                value("id", "\"\"", "invalid_value"),
                value("id", "\"  \"", "invalid_value"),
                value("id", "7", "wrong_type"),
                value("id", "[]", "wrong_type"),
                value("id", text(257), "too_long"),
                value("id", "\"a\\u0000b\"", "invalid_value"),
                value("id", "\"a\\nb\"", "invalid_value"),
                value("id", "\"a\\u0085b\"", "invalid_value"),
                value("model", halfPair, "invalid_value"),
                value("model", "true", "wrong_type"),
                value("model", "{\"a\":[{\"b\":1}]}", "wrong_type"),
                value("project_name", text(257), "too_long"),
                value("task_status", text(65), "too_long"),
                value("email", "\"ada\"", "invalid_format"),
                value("email", "\"ada@\"", "invalid_format"),
                value("email", "\"a@b@c\"", "invalid_format"),
                value("email", "\"a b@c\"", "invalid_format"),
                value("email", "\"" + "a".repeat(250) + "@b.cd\"", "too_long"),
                value("time", "\"2026-02-29\"", "invalid_format"),
                value("time", "\"2026-02-29T00:00:00Z\"", "invalid_format"),
                value("time", "\"2026-06-01T24:00:00Z\"", "invalid_format"),
                value("time", "\"2026-06-01T11:60:00Z\"", "invalid_format"),
                value("time", "\"0000-12-31\"", "invalid_format"),
                value("time", "\"-0001-01-01T00:00:00Z\"", "invalid_format"),
                value("time", "\"+20000-01-01T00:00:00Z\"", "invalid_format"),
                value("time", "\"yesterday\"", "invalid_format"),
                value("time", "\"\"", "invalid_format"),
                value("time", "1780315200", "wrong_type"),
                value("time", "\"9999-12-31\"", "time_in_future"),
                value("time", "\"2026-06-01T12:05:00.000001Z\"", "time_in_future"),
                value("task_started_at", "\"2026-06-02\"", "time_in_future"),
                value("snapshot_status", "\"done\"", "invalid_value"),
                value("success", "\"true\"", "wrong_type"),
                value("success", "1", "wrong_type"),
                value("byok", "0", "wrong_type"),
                value("http_status", "99", "out_of_range"),
                value("http_status", "600", "out_of_range"),
                value("http_status", "\"200\"", "wrong_type"),
                value("http_status", "200.5", "wrong_type"),
                value("duration_ms", "-1", "out_of_range"),
                value("duration_ms", "1.5", "wrong_type"),
                value("duration_ms", "1e-400", "wrong_type"),
                value("duration_ms", "1000000000001", "out_of_range"),
                value("input_tokens", "1e400", "out_of_range"),
                value("input_tokens", "1e2147483647", "out_of_range"),
                value("input_tokens", "10e2147483647", "out_of_range"),
                value("input_tokens", "1e99999999999", "out_of_range"),
                value("input_tokens", "9223372036854775808", "out_of_range"),
                value("input_tokens", "1".repeat(900), "out_of_range"),
                value("cost", "-0.01", "out_of_range"),
                value("cost", "1e400", "out_of_range"),
                value("cost", "1e15", "out_of_range"),
                value("cost", "1" + "0".repeat(39), "out_of_range"),
                value("cost", "0." + "0".repeat(30) + "1", "out_of_range"),
                value("cost", "1e-2147483647", "out_of_range"),
                value("cost", "\"1\"", "wrong_type"),
                value("credits", "[1]", "wrong_type"),
                value("currency", "\"US\"", "invalid_value"),
                value("currency", "\"ABC\"", "invalid_value"),
                value("currency", "840", "wrong_type"),
                value("metadata", "[]", "wrong_type"),
                value("metadata", "\"a\"", "wrong_type"),
                value("metadata", "{\"a\":1}", "wrong_type"),
                value("metadata", "{\"a\":{\"b\":\"c\"}}", "wrong_type"),
                value("metadata", "{\" \":\"a\"}", "invalid_value"),
                value("metadata", "{\"a\":\"b\\u0000\"}", "invalid_value"),
                value("metadata", "{\"a\":\"1\",\"a\":\"2\"}", "duplicate_field"),
                value("metadata", "{" + text(101) + ":\"a\"}", "too_long"),
                value("metadata", "{\"a\":" + text(1001) + "}", "too_long"),
                value("metadata", labels(51), "out_of_range"));
    }

    @ParameterizedTest
    @MethodSource("refusedValues")
    void aValueThatItsFieldCannotHaveIsRefusedByName(String field, String value, String code) throws IOException {
        EventError error = refused(event(field, value));

        assertEquals(field, error.field());
        assertEquals(code, error.code().text());
        assertTrue(error.message().contains("'" + field + "'"), error.message());
        assertEquals("id".equals(field) ? null : "e", error.id());
    }

    static Stream<Arguments> acceptedValues() {
        return Stream.of(
                value("id", text(256)),
                value("id", "\"" + "😀".repeat(256) + "\""),
                value("task_status", text(64)),
                value("email", "\"" + "a".repeat(249) + "@b.c\""),
                value("time", "\"0001-01-01\""),
                value("time", "\"2026-06-01T12:05:00Z\""),
                value("time", "\"2026-06-01T14:05:00+02:00\""),
                value("time", "\"2026-06-01T11:00\""),
                value("http_status", "100"),
                value("http_status", "599"),
                value("http_status", "200.0"),
                value("http_status", "2e2"),
                value("duration_ms", "1000000000000"),
                value("duration_ms", "-0"),
                value("duration_ms", "-0.0"),
                value("duration_ms", "0e400"),
                value("cost", "999999999999999." + "9".repeat(30)),
                value("cost", "0.5" + "0".repeat(40)),
                value("cost", "-0"),
                value("cost", "-0.0"),
                value("currency", "\"chf\""),
                value("metadata", "{}"),
                value("metadata", "{\"a\":\"\"}"),
                value("metadata", "{" + text(100) + ":" + text(1000) + "}"),
                value("metadata", labels(50)),
                value("steps", "null"));
    }

    @ParameterizedTest
    @MethodSource("acceptedValues")
    void aValueAtTheLimitIsAccepted(String field, String value) throws IOException {
        assertInstanceOf(Valid.class, decode(event(field, value)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|id|missing_field",
                "{\"id\":null}|id|missing_field",
                "{\"id\":\"e\",\"Model\":\"m\"}|Model|unknown_field",
                "{\"id\":\"e\",\"model\":\"m\",\"model\":\"m\"}|model|duplicate_field",
                "{\"id\":\"e\",\"model\":null,\"model\":\"m\"}|model|duplicate_field",
                "{\"id\":\"e\",\"task_status\":\"done\"}|task_id|missing_field",
                "{\"id\":\"e\",\"task_started_at\":\"2026-05-01\"}|task_id|missing_field",
                "{\"id\":\"e\",\"snapshot_status\":\"queued\"}|snapshot_id|missing_field",
                "{\"id\":\"e\",\"project_name\":\"P\"}|project_id|missing_field",
                "{\"id\":\"e\",\"cached_input_tokens\":1}|cached_input_tokens|invalid_value",
                "{\"id\":\"e\",\"cached_input_tokens\":6,\"input_tokens\":5}|cached_input_tokens|invalid_value"
            })
    void fieldsThatDoNotBelongTogetherAreRefused(String json, String field, String code) throws IOException {
        EventError error = refused(json);

        assertEquals(field, error.field());
        assertEquals(code, error.code().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"id\"", "[]", "[{\"id\":\"e\"}]", "null", "true"})
    void whatIsNotAnObjectIsNotAnEvent(String json) throws IOException {
        assertEquals(ErrorCode.WRONG_TYPE, refused(json).code());
    }

    @Test
    void onlyTheIdIsRequired() throws IOException {
        UsageEvent event = valid("{\"id\":\"e\"}");

        assertTrue(event.timeAssigned());
        assertEquals(NOON, event.time());
        assertTrue(event.usage().success());
        assertNull(event.usage().durationMs());
        assertNull(event.currency());
        assertEquals(BigDecimal.ZERO, event.usage().cost());
        assertEquals(Map.of(), event.metadata());
    }

    @ParameterizedTest
    @CsvSource({"399,true", "400,false", "599,false"})
    void successFollowsFromTheStatusWhereItIsNotSaid(int status, boolean success) throws IOException {
        assertEquals(
                success,
                valid(event("http_status", String.valueOf(status))).usage().success());
    }

    @Test
    void successMayContradictTheStatus() throws IOException {
        assertFalse(valid("{\"id\":\"e\",\"http_status\":200,\"success\":false}")
                .usage()
                .success());
    }

    @Test
    void valuesAreBroughtIntoOneForm() throws IOException {
        UsageEvent event = valid("""
                {"id":"e","email":"Ada@EXAMPLE.com","currency":"eur","cost":1.2300,"credits":1e3,"llm_cost":0.000,
                 "time":"2026-05-01T10:00:00.1234569+02:00","input_tokens":5.0}
                """);

        assertEquals("ada@example.com", event.dimensions().email());
        assertEquals("EUR", event.currency());
        assertEquals("1.23", event.usage().cost().toString());
        assertEquals("1000", event.usage().credits().toString());
        assertEquals("0", event.usage().llmCost().toString());
        assertEquals(Instant.parse("2026-05-01T08:00:00.123456Z"), event.time());
        assertEquals(5, event.usage().inputTokens());
    }

    @Test
    void theFirstMistakeWinsAndTheIdIsFoundWhereverItStands() throws IOException {
        EventError error = refused("{\"what\":{\"deep\":[1,{\"er\":2}]},\"cost\":-1,\"id\":\"late\"}");

        assertEquals("what", error.field());
        assertEquals("late", error.id());
    }

    private static Arguments value(String field, String value, String code) {
        return Arguments.of(field, value, code);
    }

    private static Arguments value(String field, String value) {
        return Arguments.of(field, value);
    }

    private static String text(int length) {
        return "\"" + "x".repeat(length) + "\"";
    }

    private static String labels(int count) {
        StringBuilder labels = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            labels.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"v\"");
        }
        return labels.append('}').toString();
    }

    /** The field with the value, and the fields that it needs. */
    private static String event(String field, String value) {
        String id = "id".equals(field) ? "" : "\"id\":\"e\",";
        String needed =
                switch (field) {
                    case "task_status", "task_started_at" -> "\"task_id\":\"t\",";
                    case "snapshot_status" -> "\"snapshot_id\":\"s\",";
                    case "project_name" -> "\"project_id\":\"p\",";
                    default -> "";
                };
        return "{" + id + needed + "\"" + field + "\":" + value + "}";
    }

    private static UsageEvent valid(String json) throws IOException {
        return assertInstanceOf(Valid.class, decode(json)).event();
    }

    private static EventError refused(String json) throws IOException {
        return assertInstanceOf(Refused.class, decode(json)).error();
    }

    private static DecodedEvent decode(String json) throws IOException {
        try (JsonParser parser = EventJson.parser(json.getBytes(UTF_8))) {
            parser.nextToken();
            DecodedEvent event = DECODER.decode(parser, 0);
            assertNull(parser.nextToken());
            return event;
        }
    }
}
