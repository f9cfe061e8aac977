package dev.tally.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tally.contract.JsonContract;
import dev.tally.testing.RawAnswer;
import dev.tally.testing.RawConnection;
import dev.tally.testing.TestAccount;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that HTTP clients do not send: refused by name, in the words of the API that they seem to mean. */
@QuarkusTest
class MalformedRequestTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String JSON = "application/json";
    private static final String PROBLEMS = "application/problem+json";
    private static final JsonContract PROBLEM = JsonContract.of("tally/problem.json");

    @TestHTTPResource
    URI service;

    static Stream<Arguments> targets() {
        return Stream.of(
                Arguments.of("/v1/query?model=a|b", "tally/problem.json", PROBLEMS),
                Arguments.of("/v1/query?from=2026-01-01&model=\u00e9", "tally/problem.json", PROBLEMS),
                Arguments.of("/neo/api/v1/usage/summary?model={a}", "neo/error.json", JSON),
                Arguments.of("/api/v1/usage/summary?model=%", "neo/error.json", JSON),
                Arguments.of("/v1/usage?model=%zz", "surnex/error.json", JSON),
                Arguments.of("http://example.com/v1/usage?model=%c0%af", "surnex/error.json", JSON),
                Arguments.of("/agentgate/api/v1/usage/summary?model=%ff", "agentgate/error.json", JSON),
                Arguments.of("/agentgate/api/v1/usage/summary?model=a;b", "agentgate/error.json", JSON),
                Arguments.of("/umbraco/umbraco/ai/x?from=2026-01-01&model=^", "umbraco/problem.json", PROBLEMS));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aParameterThatIsNotEncodedIsNamedInTheWordsOfItsApi(String target, String contract, String type)
            throws IOException {
        RawAnswer answer = ask("GET " + target + " HTTP/1.1\r\nHost: a\r\nX-Request-Id: mine\r\n\r\n");

        assertEquals(400, answer.status());
        assertEquals(type, answer.headers().get("content-type"));
        assertEquals("mine", answer.headers().get("x-request-id"));
        assertTrue(answer.text().contains("model"), answer.text());
        JsonContract.of(contract).assertHolds(answer.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/events/%zz/changes",
                "/v1/events/a|b/changes",
                "/v1/events/%ff/changes",
                "/v1/a[b",
                "/v1/events/a;b"
            })
    void aPathThatIsNotEncodedIsRefused(String path) throws IOException {
        assertProblem(ask("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n"), 400, "The path must be UTF-8");
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("", "'Host'"),
                Arguments.of("Host:\r\n", "'Host'"),
                Arguments.of("Host: a\r\nHost: b\r\n", "'Host'"),
                Arguments.of("Host: a b\r\n", "'Host'"),
                Arguments.of("Host: a:99999999\r\n", "'Host'"),
                Arguments.of("Host: [::1\r\n", "'Host'"),
                Arguments.of("Host: a\r\nContent-Type: \r\n", "'Content-Type'"),
                Arguments.of("Host: a\r\nContent-Type: a/b\r\nContent-Type: c/d\r\n", "'Content-Type'"),
                Arguments.of("Host: a\r\nTransfer-Encoding: gzip, chunked\r\n", "'Transfer-Encoding'"),
                Arguments.of("Host: a\r\nTransfer-Encoding: xchunked\r\n", "'Transfer-Encoding'"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void aHeaderThatCannotBeUnderstoodIsNamed(String headers, String name) throws IOException {
        assertProblem(ask("GET /v1/query HTTP/1.1\r\n" + headers + "\r\n"), 400, name);
    }

    @Test
    void anOldClientMustNameAHostToo() throws IOException {
        assertProblem(ask("GET /v1/query HTTP/1.0\r\n\r\n"), 400, "'Host'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS *", "GET v1/query", "CONNECT localhost:80"})
    void aTargetWithoutAPathIsNotFound(String line) throws IOException {
        assertProblem(ask(line + " HTTP/1.1\r\nHost: a\r\n\r\n"), 404, "nothing at this path");
    }

    @Test
    void whatIsEncodedAsItShouldBeIsServed() throws IOException {
        String key = TestAccount.team().key("read");

        assertEquals(
                200,
                ask("GET http://a/v1/query?model=%F0%9F%98%80%7C&run_id=a[0] HTTP/1.1\r\nHost: a\r\nX-Api-Key: " + key
                                + "\r\n\r\n")
                        .status());
    }

    private static void assertProblem(RawAnswer answer, int status, String detail) throws JsonProcessingException {
        assertEquals(status, answer.status(), answer::text);
        assertEquals("application/problem+json", answer.headers().get("content-type"));
        PROBLEM.assertHolds(answer.text());
        String said = answer.json().path("detail").asText();
        assertTrue(said.contains(detail), said);
    }

    /** RFC 9112, section 6.3: where a body ends that is sent like this, nobody can say. */
    @ParameterizedTest
    @ValueSource(strings = {"xchunked", "gzip, chunked", "chunked, identity", "chunked\r\nTransfer-Encoding: chunked"})
    void whatComesBehindABodyWithoutAnEndIsNotARequest(String coding) throws IOException {
        try (RawConnection connection = new RawConnection(service, PATIENCE)) {
            connection.send(("POST /v1/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + coding + "\r\n\r\n"
                            + "GET /v1/query HTTP/1.1\r\nHost: a\r\n\r\n")
                    .getBytes(ISO_8859_1));

            assertEquals(400, connection.answer().orElseThrow().status());
            assertEquals(Optional.empty(), connection.answer());
        }
    }

    /** Where it ends is clear, so that nothing is closed while its body comes: a client that is still sending hears the answer. */
    @Test
    void aRequestThatIsUnderstoodWellEnoughToEndKeepsItsConnection() throws IOException {
        byte[] body = new byte[8 * 1024 * 1024];
        try (RawConnection connection = new RawConnection(service, PATIENCE)) {
            connection.send(("POST /v1/events HTTP/1.1\r\nHost: a\r\nContent-Type: nonsense\r\nContent-Length: "
                            + body.length + "\r\n\r\n")
                    .getBytes(ISO_8859_1));
            connection.send(body);
            connection.send("GET /v1/query HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));

            assertEquals(400, connection.answer().orElseThrow().status());
            assertEquals(401, connection.answer().orElseThrow().status());
        }
    }

    private RawAnswer ask(String request) throws IOException {
        try (RawConnection connection = new RawConnection(service, PATIENCE)) {
            connection.send(request.getBytes(ISO_8859_1));
            return connection.answer().orElseThrow();
        }
    }
}
