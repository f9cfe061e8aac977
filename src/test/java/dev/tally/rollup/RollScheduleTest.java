package dev.tally.rollup;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is posted is rolled without anybody asking for it, though one account is rolled at a time. */
@QuarkusTest
@TestProfile(RollScheduleTest.Automatic.class)
final class RollScheduleTest {
    private static final int ACCOUNTS = 6;
    private static final int POSTS = 15;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Inject
    Pool pool;

    /** Nobody sweeps: an account that is forgotten once stays pending. */
    @Test
    void everyAccountIsRolledSoonAfterItsLastEvent() throws InterruptedException {
        List<TestAccount> accounts =
                Stream.generate(TestAccount::team).limit(ACCOUNTS).toList();

        CompletableFuture.allOf(accounts.stream()
                        .map(account -> CompletableFuture.runAsync(() -> post(account)))
                        .toArray(CompletableFuture[]::new))
                .join();

        untilNothingIsPendingOf(accounts);
        for (TestAccount account : accounts) {
            TestAccount.as(account.key("read"))
                    .get("/v1/query?from=2026-05-01&to=2026-06-01")
                    .then()
                    .body("totals.events", equalTo(POSTS))
                    .body("freshness.pending_events", equalTo(0));
        }
    }

    private static void post(TestAccount account) {
        IntStream.range(0, POSTS)
                .forEach(i -> TestEvents.record(
                        account, "{\"id\":\"e%d\",\"time\":\"2026-05-20T00:00:00Z\",\"model\":\"m\"}".formatted(i)));
    }

    private void untilNothingIsPendingOf(List<TestAccount> accounts) throws InterruptedException {
        UUID[] ids =
                accounts.stream().map(account -> UUID.fromString(account.id())).toArray(UUID[]::new);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (pendingBatches(ids) > 0) {
            assertTrue(System.nanoTime() < deadline, "an account was forgotten");
            Thread.sleep(20);
        }
    }

    private long pendingBatches(UUID[] accounts) {
        return pool.preparedQuery("SELECT count(*) FROM pending_batch WHERE account_id = ANY ($1)")
                .executeAndAwait(Tuple.of(accounts))
                .iterator()
                .next()
                .getLong(0);
    }

    public static class Automatic implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tally.roll.automatic", "true",
                    "tally.roll.delay", "0.001S",
                    "tally.roll.sweep-interval", "1H");
        }
    }
}
