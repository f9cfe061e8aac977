package dev.tally.ingest;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event counts once, however often it is sent. */
@QuarkusTest
class DeduplicationTest {
    private final StoredRows rows = new StoredRows();

    private final TestClock clock = new TestClock();

    private Posting post;

    @BeforeEach
    void makeAccount() {
        post = Posting.toNewTeam();
    }

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @Test
    void equalContentIsADuplicateHoweverItIsWritten() {
        post.json("""
                {"id":"a","time":"2026-05-01T10:00:00Z","cost":1.50,"email":"Ada@example.com","http_status":200,
                 "metadata":{"x":"1","y":"2"},"steps":0}
                """).body("recorded", equalTo(1));

        post.json("""
                {"metadata":{"y":"2","x":"1"},"success":true,"http_status":2e2,"email":"ada@EXAMPLE.com","cost":1.5,
                 "time":"2026-05-01T12:00:00.0000000+02:00","id":"a","model":null}
                """).body("duplicates", equalTo(1)).body("recorded", equalTo(0));

        assertEquals(1, rows.count("usage_event", post.account()));
        assertEquals(1, rows.count("pending_batch", post.account()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"cost\":1|\"cost\":2",
                "\"model\":\"a\"|\"provider\":\"a\"",
                "\"time\":\"2026-05-01T10:00:00Z\"|\"time\":\"2026-05-01T10:00:00.000001Z\"",
                "\"time\":\"2026-05-01T10:00:00Z\"|\"steps\":0",
                "\"duration_ms\":0|\"steps\":0",
                "\"metadata\":{\"a\":\"b\"}|\"metadata\":{}",
                "\"task_id\":\"t\"|\"run_id\":\"t\"",
                "\"success\":true|\"success\":false",
                "\"model\":\"a\",\"provider\":\"bc\"|\"model\":\"ab\",\"provider\":\"c\""
            })
    void otherContentIsAConflictAndChangesNothing(String first, String second) {
        post.json("{\"id\":\"a\"," + first + "}").body("recorded", equalTo(1));
        List<String> before = rows.select("usage_event::text", "usage_event", post.account());

        post.json("[{\"id\":\"a\"," + second + "},{\"id\":\"b\"}]")
                .statusCode(200)
                .body("recorded", equalTo(1))
                .body("rejected", equalTo(1))
                .body("errors.id", contains("a"))
                .body("errors.code", contains("conflict"))
                .body("errors.field", contains("id"));

        assertEquals(
                before,
                rows.select("usage_event::text", "usage_event", post.account()).subList(0, 1));
    }

    @Test
    void anEventWithoutATimeMayBeSentAgainLater() {
        post.json("{\"id\":\"a\",\"model\":\"m\"}").body("recorded", equalTo(1));
        List<String> before = rows.select("occurred_at", "usage_event", post.account());
        clock.advance(Duration.ofDays(40));

        post.json("{\"id\":\"a\",\"model\":\"m\"}").body("duplicates", equalTo(1));

        assertEquals(before, rows.select("occurred_at", "usage_event", post.account()));
    }

    @Test
    void inOneBodyTheFirstOfAnIdDecides() {
        post.json("""
                [{"id":"a","model":"m"},{"id":"a","model":"m"},{"id":"a","model":"n"},{"id":"b"}]
                """)
                .body("recorded", equalTo(2))
                .body("duplicates", equalTo(1))
                .body("errors.index", contains(2));
        post.json("""
                [{"id":"a","model":"n"},{"id":"a","model":"m"}]
                """)
                .body("recorded", equalTo(0))
                .body("duplicates", equalTo(1))
                .body("errors.index", contains(0));

        assertEquals(List.of("a|m", "b|null"), rows.select("event_id, model", "usage_event", post.account()));
    }

    @Test
    void theSameIdInAnotherAccountIsAnotherEvent() {
        Posting other = Posting.toNewTeam();

        post.json("{\"id\":\"a\",\"model\":\"m\"}").body("recorded", equalTo(1));
        other.json("{\"id\":\"a\",\"model\":\"n\"}").body("recorded", equalTo(1));
    }

    @Test
    void ofManyThatSendTheSameEventsAtOnceEachEventIsCountedOnce() {
        int clients = 8;
        int events = 300;
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, clients)
                    .mapToObj(client -> CompletableFuture.supplyAsync(() -> recorded(body(events, client)), threads))
                    .toList();

            int recorded = answers.stream().mapToInt(CompletableFuture::join).sum();

            assertEquals(events, recorded);
            assertEquals(events, rows.count("usage_event", post.account()));
            assertEquals(events, rows.count("event_key", post.account()));
            assertEquals(List.of(String.valueOf(events)), rows.select("sum(events)", "pending_batch", post.account()));
            assertEquals(10, rows.count("unit_of_work", post.account()));
        } finally {
            threads.shutdown();
        }
    }

    private int recorded(String body) {
        return post.json(body)
                .statusCode(200)
                .body("rejected", equalTo(0))
                .extract()
                .path("recorded");
    }

    /** The same events for every client, in another order for each. */
    private static String body(int events, int client) {
        return IntStream.range(0, events)
                .map(i -> (i * 7 + client * 31) % events)
                .mapToObj(i ->
                        "{\"id\":\"e%d\",\"time\":\"2026-05-01T10:00:00Z\",\"task_id\":\"t%d\"}".formatted(i, i % 10))
                .collect(Collectors.joining(",", "[", "]"));
    }
}
