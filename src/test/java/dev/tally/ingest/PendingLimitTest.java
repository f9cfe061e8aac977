package dev.tally.ingest;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tally.testing.HeldTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An account that is stored faster than it is rolled waits for rolling, and no other account does. */
@QuarkusTest
@TestProfile(PendingLimitTest.FewPending.class)
class PendingLimitTest {
    private static final int MOST_ATTEMPTS = 100;

    private final StoredRows rows = new StoredRows();

    /** Somebody else rolls the account, and takes long for it. */
    @Test
    void anAccountWithTooManyPendingEventsIsRefusedUntilItIsRolled() throws Exception {
        Posting post = Posting.toNewTeam();
        post.json("{\"id\":\"first\"}").statusCode(200);
        post.account().roll();
        try (HeldTransaction other = HeldTransaction.of("SELECT FROM account_usage WHERE account_id = '"
                + post.account().id() + "' FOR NO KEY UPDATE")) {
            untilRefused(post);
            List<String> stored = rows.select("event_id", "event_key", post.account());

            post.json("{\"id\":\"refused\"}").statusCode(503).header("Retry-After", "1");
            Posting.toNewTeam().json("{\"id\":\"other\"}").statusCode(200);

            assertEquals(stored, rows.select("event_id", "event_key", post.account()));
            other.rollback();
        }
        untilStored(post, "refused");
    }

    /** Nothing else rolls in the tests. */
    @Test
    void anAccountThatIsHeldIsRolled() {
        Posting post = Posting.toNewTeam();
        for (int i = 0; i < 50; i++) {
            untilStored(post, "e" + i);
        }
        assertEquals(50, rows.count("event_key", post.account()));
        assertTrue(rows.count("pending_batch", post.account()) < 50, "nothing was rolled");
    }

    private static void untilStored(Posting post, String id) {
        for (int attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
            ValidatableResponse response = post.json("{\"id\":\"" + id + "\"}");
            if (response.extract().statusCode() == 200) {
                response.body("recorded", equalTo(1));
                return;
            }
        }
        fail("it is refused although nothing is pending any more");
    }

    /** The look at what is pending comes after the answer to whoever posted last. */
    private static void untilRefused(Posting post) throws InterruptedException {
        int attempts = 0;
        while (post.json("{\"id\":\"more-" + attempts + "\"}").extract().statusCode() == 200) {
            assertTrue(++attempts < MOST_ATTEMPTS, "nothing is ever refused");
            Thread.sleep(10);
        }
    }

    public static class FewPending implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tally.ingest.max-pending-events", "3", "tally.ingest.max-queue-wait", "0.3S");
        }
    }
}
