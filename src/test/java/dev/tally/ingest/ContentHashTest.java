package dev.tally.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hashes are in people's databases: an event that is sent again must have the same one for ever. */
class ContentHashTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"a\"}|65777a49cb62160af9cb314d7377df52",
                "{\"id\":\"é😀\",\"time\":\"2026-05-01T10:00:00.5Z\",\"cost\":1.50,\"credits\":1000,\"metadata\":{\"b\":\"2\",\"a\":\"\"}}|d1adc4bc0dee34405dfb13ebf5da2aa7",
                "{\"id\":\"a\",\"time\":\"2026-05-01T10:00:00Z\",\"model\":\"m\",\"provider\":\"p\",\"operation\":\"o\",\"project_id\":\"x\",\"project_name\":\"X\",\"email\":\"Ada@example.com\",\"profile\":\"f\",\"work_order_id\":\"w\",\"run_id\":\"r\",\"task_id\":\"t\",\"task_status\":\"done\",\"task_started_at\":\"2026-05-01\",\"snapshot_id\":\"s\",\"snapshot_status\":\"queued\",\"success\":false,\"http_status\":200,\"duration_ms\":12,\"input_tokens\":34,\"output_tokens\":5,\"cached_input_tokens\":6,\"cost\":0.001,\"currency\":\"EUR\",\"credits\":7.7,\"byok\":true,\"llm_cost\":8,\"neo_cost\":9.0,\"synapses\":10,\"neurons\":1e1,\"steps\":11,\"tool_calls\":12,\"agent_triggers\":13}|3c15bf01a50f8d0473791e55143e4a02"
            })
    void neverChanges(String json, String hash) throws IOException {
        assertEquals(hash, HexFormat.of().formatHex(new ContentHash().of(event(json))));
    }

    private static dev.tally.model.UsageEvent event(String json) throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);
        EventDecoder decoder = new EventDecoder(clock, Duration.ZERO);
        try (JsonParser parser = EventJson.parser(json.getBytes(UTF_8))) {
            parser.nextToken();
            return ((DecodedEvent.Valid) decoder.decode(parser, 0)).event();
        }
    }
}
