package dev.tally.dialect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Summaries travel compressed to clients that take that. The client of these tests shows bodies as they come.
 *
 * <p>What is asked twice with a new key is a new request first, and then a repeated one, which goes another way.
 */
@QuarkusTest
class GzippedAnswersTest {
    private static final String BY_MODEL = "/v1/query?group_by=model";

    private final HttpClient client = HttpClient.newHttpClient();

    @TestHTTPResource
    URI service;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "x-gzip",
                "br, gzip;q=0.5",
                "gzip ; q=0.001",
                "gzip, deflate, br, zstd",
                "gzip;q=0, gzip;q=1.000",
                "gzip;q=0.01,gzip;q=1."
            })
    void whoTakesGzipIsSentIt(String accepted) throws Exception {
        TestAccount account = withModels(20);
        List<HttpResponse<byte[]>> answers = askedTwice(account, accepted);
        byte[] plain = get(account.key("read")).body();

        for (HttpResponse<byte[]> answer : answers) {
            assertEquals(Optional.of("gzip"), header(answer, "Content-Encoding"));
            assertEquals(Optional.of(String.valueOf(answer.body().length)), header(answer, "Content-Length"));
            assertTrue(answer.body().length < plain.length / 2, "as long as " + answer.body().length);
            assertArrayEquals(plain, unzipped(answer.body()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identity",
                "gzip;q=0",
                "gzip;q=0.000, *",
                "*",
                "br",
                "",
                "gzippy",
                ";;,=",
                "gzip;q=many",
                "gzip;"
            })
    void whoDoesNotIsSentPlainText(String accepted) throws Exception {
        TestAccount account = withModels(20);
        List<HttpResponse<byte[]>> answers = askedTwice(account, accepted);
        byte[] gzipped = get(account.key("read"), "gzip").body();

        for (HttpResponse<byte[]> answer : answers) {
            assertEquals(Optional.empty(), header(answer, "Content-Encoding"));
            assertArrayEquals(unzipped(gzipped), answer.body());
        }
    }

    /** Several headers are one list (RFC 9110, section 5.3). */
    @Test
    void codingsMayComeInSeveralHeaders() throws Exception {
        String key = withModels(20).key("read");

        for (int i = 0; i < 2; i++) {
            assertEquals(Optional.of("gzip"), header(get(key, "br", "gzip"), "Content-Encoding"));
        }
    }

    @Test
    void whatFitsIntoAPacketStaysAsItIs() throws Exception {
        String key = TestAccount.team().key("read");

        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> answer = get(key, "gzip");
            assertEquals(Optional.empty(), header(answer, "Content-Encoding"));
            assertEquals('{', answer.body()[0]);
        }
    }

    /** To compress it takes long, which is done only where it is computed, and kept. */
    @Test
    void aVeryLongAnswerIsCompressedForWhomItIsComputed() throws Exception {
        TestAccount first = withModels(300);
        String key = first.key("read");
        byte[] gzipped = get(key, "gzip").body();
        assertTrue(unzipped(gzipped).length > 64 * 1024);
        assertArrayEquals(unzipped(gzipped), get(key).body());
        assertArrayEquals(gzipped, get(key, "gzip").body());

        String other = withModels(300).key("read");
        byte[] plain = get(other).body();
        assertEquals('{', plain[0]);
        assertArrayEquals(plain, get(other, "gzip").body());
    }

    @Test
    void oneTagStandsForBothForms() throws Exception {
        TestAccount account = withModels(20);
        String tag = header(get(account.key("read")), "ETag").orElseThrow();

        assertEquals(Optional.of(tag), header(get(account.key("read"), "gzip"), "ETag"));
        HttpRequest conditional = request(account.key("read"), "gzip")
                .header("If-None-Match", tag)
                .build();
        HttpResponse<byte[]> unchanged = client.send(conditional, BodyHandlers.ofByteArray());
        assertEquals(304, unchanged.statusCode());
        assertEquals(Optional.empty(), header(unchanged, "Content-Encoding"));
    }

    @Test
    void conditionsMayComeInSeveralHeaders() throws Exception {
        TestAccount account = withModels(20);
        String tag = header(get(account.key("read")), "ETag").orElseThrow();
        HttpRequest conditional = request(account.key("read"), "gzip")
                .header("If-None-Match", "\"another\"")
                .header("If-None-Match", tag)
                .build();

        for (int i = 0; i < 2; i++) {
            assertEquals(
                    304, client.send(conditional, BodyHandlers.ofByteArray()).statusCode());
        }
    }

    private static TestAccount withModels(int models) {
        TestAccount account = TestAccount.team();
        TestEvents.record(
                account,
                IntStream.range(0, models)
                        .mapToObj(i -> "{\"id\":\"%d\",\"time\":\"2026-02-01\",\"model\":\"model-%d\",\"cost\":%d}"
                                .formatted(i, i, i))
                        .collect(Collectors.joining("\n")));
        return account;
    }

    private List<HttpResponse<byte[]>> askedTwice(TestAccount account, String accepted)
            throws IOException, InterruptedException {
        String key = account.key("read");
        List<HttpResponse<byte[]>> answers = List.of(get(key, accepted), get(key, accepted));
        for (HttpResponse<byte[]> answer : answers) {
            assertEquals(200, answer.statusCode());
            assertTrue(header(answer, "Vary").orElseThrow().contains("Accept-Encoding"));
        }
        return answers;
    }

    private HttpResponse<byte[]> get(String key, String... accepted) throws IOException, InterruptedException {
        return client.send(request(key, accepted).build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String key, String... accepted) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(service.resolve(BY_MODEL)).header("X-Api-Key", key);
        for (String codings : accepted) {
            request.header("Accept-Encoding", codings);
        }
        return request;
    }

    private static Optional<String> header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name);
    }

    private static byte[] unzipped(byte[] body) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
    }
}
