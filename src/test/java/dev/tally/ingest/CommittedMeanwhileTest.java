package dev.tally.ingest;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.HeldTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another instance of the service stores the same event at the same moment: whoever commits first decides. */
@QuarkusTest
class CommittedMeanwhileTest {
    private static final String BODY = "[{\"id\":\"a\",\"model\":\"m\"},{\"id\":\"b\"}]";

    private final StoredRows rows = new StoredRows();

    private Posting post;

    @BeforeEach
    void makeAccount() {
        post = Posting.toNewTeam();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSameContentIsADuplicate(boolean atomic) {
        HeldTransaction other = storingModel("m");
        CompletableFuture<ValidatableResponse> answer = posting(atomic);
        other.awaitWaiters(1);

        other.commit();

        answer.join().statusCode(200).body("recorded", equalTo(1)).body("duplicates", equalTo(1));
        assertEquals(List.of("b"), rows.select("event_id", "usage_event", post.account()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asOftenAsItHappens(boolean atomic) {
        HeldTransaction first = storing("{\"id\":\"a\",\"model\":\"m\"}");
        HeldTransaction second = storing("{\"id\":\"b\"}");
        CompletableFuture<ValidatableResponse> answer = posting(atomic);
        first.awaitWaiters(1);
        first.commit();
        second.awaitWaiters(1);

        second.commit();

        answer.join().statusCode(200).body("recorded", equalTo(0)).body("duplicates", equalTo(2));
        assertEquals(0, rows.count("usage_event", post.account()));
        assertEquals(0, rows.count("pending_batch", post.account()));
    }

    @Test
    void theFirstEventsOfAMonthNeedOnePartition() {
        HeldTransaction other = HeldTransaction.of("SELECT ensure_usage_event_partition('2003-05-01 00:00:00+00')");
        CompletableFuture<ValidatableResponse> answer =
                CompletableFuture.supplyAsync(() -> post.json("{\"id\":\"a\",\"time\":\"2003-05-20T12:00:00Z\"}"));
        other.awaitWaiters(1);

        other.commit();

        answer.join().statusCode(200).body("recorded", equalTo(1));
    }

    @Test
    void otherContentIsAConflict() {
        HeldTransaction other = storingModel("n");
        CompletableFuture<ValidatableResponse> answer = posting(false);
        other.awaitWaiters(1);

        other.commit();

        answer.join().statusCode(200).body("recorded", equalTo(1)).body("errors.id", contains("a"));
        assertEquals(List.of("b"), rows.select("event_id", "usage_event", post.account()));
    }

    @Test
    void otherContentKeepsAllOfAnAtomicRequestOut() {
        HeldTransaction other = storingModel("n");
        CompletableFuture<ValidatableResponse> answer = posting(true);
        other.awaitWaiters(1);

        other.commit();

        answer.join().statusCode(400).body("recorded", equalTo(0)).body("errors.id", contains("a"));
        assertEquals(0, rows.count("usage_event", post.account()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasRolledBackIsNew(boolean atomic) {
        HeldTransaction other = storingModel("m");
        CompletableFuture<ValidatableResponse> answer = posting(atomic);
        other.awaitWaiters(1);

        other.rollback();

        answer.join().statusCode(200).body("recorded", equalTo(2));
        assertEquals(2, rows.count("usage_event", post.account()));
    }

    private HeldTransaction storingModel(String model) {
        return storing("{\"id\":\"a\",\"model\":\"" + model + "\"}");
    }

    /** The key of an event as another account's event has it, because only the service knows how to hash it. */
    private HeldTransaction storing(String event) {
        Posting elsewhere = Posting.toNewTeam();
        elsewhere.json(event).body("recorded", equalTo(1));
        return HeldTransaction.of(
                "INSERT INTO event_key SELECT '%s', event_id, content_hash, occurred_at FROM event_key WHERE account_id = '%s'"
                        .formatted(post.account().id(), elsewhere.account().id()));
    }

    private CompletableFuture<ValidatableResponse> posting(boolean atomic) {
        return CompletableFuture.supplyAsync(
                () -> atomic ? post.atomically("application/json", BODY) : post.json(BODY));
    }
}
