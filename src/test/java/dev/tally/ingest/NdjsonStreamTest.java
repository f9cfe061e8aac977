package dev.tally.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.HeldTransaction;
import dev.tally.testing.ServiceDatabase;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of events that come as a stream: longer than the memory, slower than patience, or cut off. */
@QuarkusTest
class NdjsonStreamTest {
    /** How many lines a client sends at a time. */
    private static final int PORTION = 200;

    private final StoredRows rows = new StoredRows();

    @TestHTTPResource("/v1/events")
    URI events;

    private Posting post;

    @BeforeEach
    void makeAccount() {
        post = Posting.toNewTeam();
    }

    @Test
    void linesAreTakenWithoutEnd() throws IOException, InterruptedException {
        int count = 100_000;

        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(posting(count, () -> {}), BodyHandlers.ofString());

        assertEquals("{\"recorded\":" + count + ",\"duplicates\":0,\"rejected\":0,\"errors\":[]}", answer.body());
        assertEquals(count, rows.count("usage_event", post.account()));
        assertEquals(List.of(count + "|100"), rows.select("sum(events), count(*)", "pending_batch", post.account()));
    }

    /** The client offers HTTP/2 as well, which must not get it round the limit. */
    @Test
    void noMoreIsReadThanCanBeStored() throws Exception {
        int count = 400_000;
        AtomicInteger portionsSent = new AtomicInteger();
        HeldTransaction other = HeldTransaction.of("LOCK TABLE event_key");

        CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient()
                .sendAsync(posting(count, portionsSent::incrementAndGet), BodyHandlers.ofString());
        untilItStops(portionsSent);
        int sentWhileNothingCouldBeStored = portionsSent.get();
        other.rollback();

        assertEquals(200, answer.join().statusCode());
        assertEquals(count / PORTION, portionsSent.get());
        assertTrue(
                sentWhileNothingCouldBeStored < portionsSent.get() / 2,
                sentWhileNothingCouldBeStored + " of " + portionsSent);
        assertEquals(count, rows.count("usage_event", post.account()));
    }

    @Test
    void whatWasCommittedBeforeTheConnectionBrokeStaysAndTheRestIsSentAgain() throws Exception {
        int batch = 1_000;
        try (Socket socket = open("Transfer-Encoding: chunked")) {
            chunk(socket, lines(0, batch + 500));
            until(() -> rows.count("usage_event", post.account()) == batch);
        }

        post.lines(lines(0, 2 * batch)).body("recorded", equalTo(batch)).body("duplicates", equalTo(batch));

        assertEquals(2L * batch, rows.count("usage_event", post.account()));
    }

    @Test
    void manyBrokenConnectionsLeaveNothingBehind() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (Socket socket = open("Transfer-Encoding: chunked")) {
                chunk(socket, lines(i * 1_000, 1_200));
            }
        }

        post.json("{\"id\":\"after\"}").statusCode(200).body("recorded", equalTo(1));
        until(() -> openTransactions() == 0);
    }

    @Test
    void aClientThatAsksFirstIsToldToGoOn() throws Exception {
        byte[] body = "{\"id\":\"a\"}".getBytes(UTF_8);
        try (Socket socket = open("Expect: 100-continue", "Content-Length: " + body.length)) {
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));

            assertEquals("HTTP/1.1 100 Continue", answer.readLine());
            socket.getOutputStream().write(body);
            answer.readLine();

            assertEquals("HTTP/1.1 200 OK", answer.readLine());
        }
    }

    /** Refused before, while and after the body is looked at; the connection serves the next request all the same. */
    @ParameterizedTest
    @CsvSource({
        "?atomic=perhaps, application/json, 400",
        "'', text/csv, 415",
        "'', application/json, 413",
        "?atomic=true, application/x-ndjson, 413"
    })
    void aRefusalDoesNotWedgeTheConnection(String query, String type, int status) throws Exception {
        String body = " ".repeat(17 << 20);
        try (Socket socket = new Socket(events.getHost(), events.getPort())) {
            socket.setSoTimeout(20_000);
            BufferedReader answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));

            send(socket, "/v1/events" + query, type, body);
            assertEquals(status, status(answers));
            send(socket, "/v1/events", "application/json", "[]");

            assertEquals(200, status(answers));
        }
    }

    @Test
    void eventsOfAMonthWhosePartitionWasDroppedAreTakenAgain() {
        post.json("{\"id\":\"a\",\"time\":\"2003-03-03\"}").body("recorded", equalTo(1));
        ServiceDatabase.execute("DROP TABLE usage_event_2003_03");

        post.json("{\"id\":\"b\",\"time\":\"2003-03-03\"}").statusCode(200).body("recorded", equalTo(1));
        post.json("{\"id\":\"c\",\"time\":\"0001-01-01\"}").statusCode(200).body("recorded", equalTo(1));
    }

    private long openTransactions() {
        return ServiceDatabase.number(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'");
    }

    private void send(Socket socket, String path, String type, String body) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                + "\r\nAuthorization: Bearer " + post.key() + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(UTF_8));
        socket.getOutputStream().flush();
    }

    /** The status of the next answer; reads to its end. */
    private static int status(BufferedReader answers) throws IOException {
        int status = Integer.parseInt(answers.readLine().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        int length = 0;
        for (String header = answers.readLine(); !header.isEmpty(); header = answers.readLine()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            answers.read();
        }
        return status;
    }

    private Socket open(String... headers) throws IOException {
        Socket socket = new Socket(events.getHost(), events.getPort());
        String head = "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
                + "Authorization: Bearer " + post.key() + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        return socket;
    }

    private static void chunk(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(UTF_8));
        out.flush();
    }

    private static void until(BooleanSupplier condition) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new TimeoutException();
            }
            Thread.onSpinWait();
        }
    }

    private HttpRequest posting(int count, Runnable onPortion) {
        Iterable<byte[]> madeAsTheyAreSent = () -> IntStream.range(0, count / PORTION)
                .mapToObj(i -> {
                    onPortion.run();
                    return lines(i * PORTION, PORTION).getBytes(UTF_8);
                })
                .iterator();
        return HttpRequest.newBuilder(events)
                .header("Authorization", "Bearer " + post.key())
                .header("Content-Type", EventsResource.NDJSON)
                .POST(BodyPublishers.ofByteArrays(madeAsTheyAreSent))
                .build();
    }

    /** For a second, which is long for bytes that are on their way within one machine. */
    private static void untilItStops(AtomicInteger counter) throws Exception {
        int[] last = {0};
        Instant[] since = {Instant.now()};
        until(() -> {
            if (counter.get() != last[0] || last[0] == 0) {
                last[0] = counter.get();
                since[0] = Instant.now();
            }
            return since[0].plusSeconds(1).isBefore(Instant.now());
        });
    }

    private static String lines(int from, int count) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < from + count; i++) {
            lines.append(line(i));
        }
        return lines.toString();
    }

    private static String line(int i) {
        return "{\"id\":\"e%d\",\"time\":\"2026-05-01T10:00:00Z\",\"model\":\"m%d\",\"input_tokens\":%d}\n"
                .formatted(i, i % 7, i);
    }
}
