package dev.tally.ingest;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.HeldTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who waits for a transaction does not wait for ever. */
@QuarkusTest
@TestProfile(QueueWaitTest.LittlePatience.class)
class QueueWaitTest {
    private final StoredRows rows = new StoredRows();

    @Inject
    StoreQueue queue;

    @Test
    void aRequestThatWaitsTooLongIsRefusedAndNothingOfItIsStored() {
        Posting post = Posting.toNewTeam();
        try (HeldTransaction busy = HeldTransaction.of("LOCK TABLE event_key")) {
            CompletableFuture<ValidatableResponse> first =
                    CompletableFuture.supplyAsync(() -> post.json("{\"id\":\"first\"}"));
            busy.awaitWaiters(1);

            post.json("{\"id\":\"a\"}").statusCode(503).header("Retry-After", "1");
            assertEquals(0, queue.waitingEvents());
            busy.rollback();

            first.join().statusCode(200).body("recorded", equalTo(1));
        }
        assertEquals(List.of("first"), rows.select("event_id", "event_key", post.account()));
        post.json("{\"id\":\"a\"}").statusCode(200).body("recorded", equalTo(1));
    }

    public static class LittlePatience implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tally.ingest.transactions-per-account", "1", "tally.ingest.max-queue-wait", "0.2S");
        }
    }
}
