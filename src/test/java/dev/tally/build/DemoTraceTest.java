package dev.tally.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code demo-trace} against a server of our own that keeps what it is sent. */
@DisabledOnOs(OS.WINDOWS)
class DemoTraceTest {
    private static final String TRACE = """
            TIMESTAMP,ContextTokens,GeneratedTokens\r
            2023-11-16 18:17:03.9799600,4808,10\r
            2023-11-16 18:17:04.0319600,3180,8""";

    @TempDir
    Path temp;

    private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    private final List<String> credentials = Collections.synchronizedList(new ArrayList<>());
    private int status = 200;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        assumeTrue(installed("curl"), "the script needs curl");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/events", this::keep);
        server.start();
    }

    @AfterEach
    void stopServing() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void posts_each_line_as_an_event_with_the_time_of_the_trace() throws Exception {
        Outcome outcome = demoTrace("key", file("some trace_code.csv", TRACE));

        assertAll(
                () -> assertEquals(0, outcome.status(), outcome::errors),
                () -> assertTrue(outcome.output().contains("{\"recorded\":2}"), outcome::output),
                () -> assertEquals(List.of("key as application/x-ndjson"), credentials),
                () -> assertEquals("""
                        {"id":"some-trace_code.csv:2","time":"2023-11-16T18:17:03.9799600Z","project_id":"code","model":"code","input_tokens":4808,"output_tokens":10}
                        {"id":"some-trace_code.csv:3","time":"2023-11-16T18:17:04.0319600Z","project_id":"code","model":"code","input_tokens":3180,"output_tokens":8}
                        """, bodies.get(0)));
    }

    @Test
    void posts_every_file() throws Exception {
        Outcome outcome = demoTrace("key", file("a_code.csv", TRACE), file("a_conv.csv", TRACE));

        assertAll(
                () -> assertEquals(0, outcome.status(), outcome::errors),
                () -> assertEquals(2, bodies.size()),
                () -> assertTrue(bodies.get(1).contains("\"project_id\":\"conv\""), bodies.get(1)));
    }

    @Test
    void fails_with_the_answer_when_the_service_refuses() throws Exception {
        status = 403;

        Outcome outcome = demoTrace("key", file("a_code.csv", TRACE));

        assertAll(
                () -> assertTrue(outcome.output().contains("{\"recorded\":2}"), outcome::output),
                () -> assertFailed(outcome, "HTTP status 403"));
    }

    @Test
    void names_the_line_that_is_no_call_and_posts_nothing() throws Exception {
        assertFailed(demoTrace("key", file("a_code.csv", TRACE + "\n\n")), "a_code.csv, line 4");
        assertEquals(List.of(), bodies);
    }

    @Test
    void says_what_is_missing() throws Exception {
        assertFailed(demoTrace("", file("a_code.csv", TRACE)), "TALLY_KEY is not set");
        assertFailed(demoTrace("key"), "which file?");
        assertFailed(demoTrace("key", temp.resolve("none.csv")), "no such file");
        server.stop(0);
        assertFailed(demoTrace("key", file("a_code.csv", TRACE)), "no answer from");
    }

    private static void assertFailed(Outcome outcome, String why) {
        assertAll(
                () -> assertEquals(1, outcome.status()),
                () -> assertTrue(outcome.errors().contains("demo-trace: "), outcome::errors),
                () -> assertTrue(outcome.errors().contains(why), outcome::errors));
    }

    private void keep(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        credentials.add(headers.getFirst("X-Api-Key") + " as " + headers.getFirst("Content-Type"));
        byte[] answer = "{\"recorded\":2}".getBytes(UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(temp.resolve(name), content);
    }

    private Outcome demoTrace(String key, Path... files) throws Exception {
        Map<String, String> environment = Map.of(
                "PATH",
                System.getenv("PATH"),
                "TALLY_KEY",
                key,
                "TALLY_URL",
                "http://127.0.0.1:" + server.getAddress().getPort());
        return Outcome.of(Outcome.start(
                Path.of("src/main/sh/demo-trace"),
                environment,
                Stream.of(files).map(Path::toString).toArray(String[]::new)));
    }

    private static boolean installed(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }
}
