package dev.tally.ingest;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.HeldTransaction;
import dev.tally.testing.Patience;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An account with nearly as many pending events as it may have is stored one transaction at a time, until it is rolled. */
@QuarkusTest
@TestProfile(SlowedDownTest.FewPending.class)
class SlowedDownTest {
    private static final int MOST_PENDING = 40;
    private static final int NEARLY_AS_MANY = 35;

    private final StoredRows rows = new StoredRows();

    @Inject
    StoreQueue queue;

    @Test
    void anAccountNearItsLimitIsStoredOneTransactionAtATime() {
        Posting post = Posting.toNewTeam();
        Patience.until(() -> transactionsAtOnce(post) == 2);

        post.lines(IntStream.range(0, NEARLY_AS_MANY)
                        .mapToObj(i -> "{\"id\":\"e" + i + "\"}\n")
                        .collect(Collectors.joining()))
                .body("recorded", equalTo(NEARLY_AS_MANY));
        Patience.until(() -> transactionsAtOnce(post) == 1);

        post.account().roll();
        Patience.until(() -> transactionsAtOnce(post) == 2);
        assertEquals(NEARLY_AS_MANY + 2, rows.count("event_key", post.account()));
    }

    /**
     * Of two requests that come while nothing can be stored; always of the same two events. The second comes once the first
     * is being stored: at the same moment they may go together.
     */
    private int transactionsAtOnce(Posting post) {
        CompletableFuture<ValidatableResponse> one;
        CompletableFuture<ValidatableResponse> other;
        int atOnce;
        try (HeldTransaction busy = HeldTransaction.of("LOCK TABLE event_key")) {
            one = CompletableFuture.supplyAsync(() -> post.json("{\"id\":\"one\"}"));
            busy.awaitWaiters(1);
            other = CompletableFuture.supplyAsync(() -> post.json("{\"id\":\"other\"}"));
            Patience.until(() -> busy.waiters() + queue.waitingEvents() == 2);
            atOnce = busy.waiters();
            busy.rollback();
        }
        one.join().statusCode(200);
        other.join().statusCode(200);
        return atOnce;
    }

    public static class FewPending implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tally.ingest.max-pending-events", Integer.toString(MOST_PENDING));
        }
    }
}
