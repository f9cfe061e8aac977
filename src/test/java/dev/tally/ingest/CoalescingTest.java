package dev.tally.ingest;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.HeldTransaction;
import dev.tally.testing.Patience;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of one account that come while its events are being stored go together as the next transaction. */
@QuarkusTest
@TestProfile(CoalescingTest.OneTransactionAtATime.class)
class CoalescingTest {
    private static final int QUEUE = 60;

    private final StoredRows rows = new StoredRows();

    @Inject
    Pool pool;

    @Inject
    StoreQueue queue;

    @Inject
    Announcements announcements;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private Posting post;
    private HeldTransaction busy;

    /** Until it ends, nothing is stored: the first request is on its way to the database, and all others wait for it. */
    @BeforeEach
    void keepTheDatabaseBusy() {
        post = Posting.toNewTeam();
        announcements.all.clear();
        busy = HeldTransaction.of("LOCK TABLE event_key");
    }

    @AfterEach
    void letGo() {
        busy.close();
        clients.shutdown();
    }

    @Test
    void manySmallRequestsAreOneTransaction() {
        List<CompletableFuture<ValidatableResponse>> answers = new ArrayList<>(List.of(first()));
        for (int i = 0; i < QUEUE; i++) {
            answers.add(send("{\"id\":\"e" + i + "\"}"));
        }
        awaitQueued(QUEUE);
        busy.rollback();

        answers.forEach(answer -> answer.join().statusCode(200).body("recorded", equalTo(1)));

        assertEquals(QUEUE + 1, rows.count("usage_event", post.account()));
        assertEquals(List.of("1", String.valueOf(QUEUE)), rows.select("events", "pending_batch", post.account()));
        assertEquals(List.of(1, QUEUE), announcements.of(post));
    }

    /** As if the requests had come one after the other. */
    @Test
    void eachRequestIsToldWhatBecameOfItsOwnEvents() {
        CompletableFuture<ValidatableResponse> first = first();
        CompletableFuture<ValidatableResponse> decides = queued(2, () -> send(model("a", "m") + model("b", "m")));
        CompletableFuture<ValidatableResponse> agrees = queued(4, () -> send(model("c", "m") + model("a", "m")));
        CompletableFuture<ValidatableResponse> differs = queued(6, () -> send(model("a", "n") + model("d", "m")));
        CompletableFuture<ValidatableResponse> atomic =
                queued(8, () -> sendAtomically(model("a", "n") + model("e", "m")));
        CompletableFuture<ValidatableResponse> last = queued(10, () -> send(model("e", "n") + model("f", "m")));
        busy.rollback();

        first.join().body("recorded", equalTo(1));
        decides.join().body("recorded", equalTo(2));
        agrees.join().body("recorded", equalTo(1)).body("duplicates", equalTo(1));
        differs.join().body("recorded", equalTo(1)).body("rejected", equalTo(1)).body("errors.id", contains("a"));
        atomic.join().statusCode(400).body("recorded", equalTo(0)).body("errors.id", contains("a"));
        last.join().body("recorded", equalTo(2));

        assertEquals(
                List.of("a|m", "b|m", "c|m", "d|m", "e|n", "f|m", "x|null"),
                rows.select("event_id, model", "usage_event", post.account()));
        assertEquals(List.of("1", "2", "4"), rows.select("events", "pending_batch", post.account()));
        assertEquals(List.of(1, 4, 2), announcements.of(post));
    }

    @Test
    void aTransactionThatFailsIsToldToAllOfItsRequests() {
        CompletableFuture<ValidatableResponse> first = first();
        CompletableFuture<ValidatableResponse> one = queued(1, () -> send(model("a", "m")));
        CompletableFuture<ValidatableResponse> other = queued(2, () -> send(model("b", "m")));
        busy.execute("ALTER TABLE usage_event RENAME TO usage_event_gone");
        busy.commit();
        try {
            first.join().statusCode(500);
            one.join().statusCode(500);
            other.join().statusCode(500);
        } finally {
            pool.query("ALTER TABLE usage_event_gone RENAME TO usage_event").executeAndAwait();
        }
        assertEquals(0, rows.count("event_key", post.account()));

        post.lines(model("a", "m") + model("b", "m")).statusCode(200).body("recorded", equalTo(2));
    }

    @Test
    void whatDoesNotFitInTheQueueIsRefusedAndCanBeSentAgain() {
        CompletableFuture<ValidatableResponse> first = first();
        CompletableFuture<ValidatableResponse> queued = queued(QUEUE, () -> send(lines(QUEUE)));

        for (String body : List.of(model("a", "m"), lines(QUEUE))) {
            post.lines(body)
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "7")
                    .body("status", equalTo(503));
        }
        sendAtomically(model("a", "m")).join().statusCode(503);
        busy.rollback();

        first.join().statusCode(200);
        queued.join().statusCode(200).body("recorded", equalTo(QUEUE));
        assertEquals(QUEUE + 1, rows.count("event_key", post.account()));
        post.lines(model("a", "m")).statusCode(200).body("recorded", equalTo(1));
    }

    private CompletableFuture<ValidatableResponse> first() {
        CompletableFuture<ValidatableResponse> answer = send("{\"id\":\"x\"}");
        busy.awaitWaiters(1);
        return answer;
    }

    /** Sends something, and waits until so many events are queued. */
    private CompletableFuture<ValidatableResponse> queued(
            int events, java.util.function.Supplier<CompletableFuture<ValidatableResponse>> request) {
        CompletableFuture<ValidatableResponse> answer = request.get();
        awaitQueued(events);
        return answer;
    }

    private void awaitQueued(int events) {
        Patience.until(() -> queue.waitingEvents() == events);
    }

    private CompletableFuture<ValidatableResponse> send(String lines) {
        return CompletableFuture.supplyAsync(() -> post.lines(lines), clients);
    }

    private CompletableFuture<ValidatableResponse> sendAtomically(String lines) {
        return CompletableFuture.supplyAsync(() -> post.atomically(EventsResource.NDJSON, lines), clients);
    }

    private static String model(String id, String model) {
        return "{\"id\":\"" + id + "\",\"model\":\"" + model + "\"}\n";
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> model("q" + i, "m")).reduce("", String::concat);
    }

    /** What the rest of the service hears. */
    @Singleton
    static class Announcements {
        final Queue<EventsStored> all = new ConcurrentLinkedQueue<>();

        void heard(@Observes EventsStored stored) {
            all.add(stored);
        }

        List<Integer> of(Posting post) {
            return all.stream()
                    .filter(stored ->
                            stored.accountId().toString().equals(post.account().id()))
                    .map(EventsStored::events)
                    .toList();
        }
    }

    public static class OneTransactionAtATime implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tally.ingest.transactions-per-account",
                    "1",
                    "tally.ingest.max-queued-events-per-account",
                    String.valueOf(QUEUE),
                    "tally.ingest.max-queue-wait",
                    "10M",
                    "tally.ingest.retry-after",
                    "7S");
        }
    }
}
