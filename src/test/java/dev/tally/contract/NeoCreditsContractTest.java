package dev.tally.contract;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Neo tells of an account's credits, while time passes. */
@QuarkusTest
class NeoCreditsContractTest {
    private static final String PATH = "/neo/api/v1/usage/summary";

    private final TestClock clock = new TestClock();

    @AfterEach
    void theClockRunsAgain() {
        clock.run();
    }

    @Test
    void creditsAreUsedResetAndExpire() {
        clock.stopAt(Instant.parse("2026-04-01T00:00:00Z"));
        TestAccount account = TestAccount.solo();
        grant(account, Map.of("amount", 100, "expires_at", "2026-05-01T00:00:00Z"));
        TestEvents.record(account, """
                {"id":"before","time":"2026-03-31T10:00:00Z","credits":30}
                """);

        summary(account, "")
                .body("total_issued_neo_credits", equalTo(100))
                .body("total_neo_credits_post_reset", equalTo(30))
                .body("total_available_neo_credits", equalTo(70))
                .body("last_credit_reset", nullValue())
                .body("neo_credits_expires_at", equalTo("2026-05-01T00:00:00Z"))
                .body("neo_credits_is_expired", equalTo(false));

        clock.stopAt(Instant.parse("2026-04-02T00:00:00Z"));
        TestAccount.asAdministrator()
                .post(account.path("/credits/reset"))
                .then()
                .statusCode(200);
        TestEvents.record(account, """
                {"id":"late","time":"2026-04-01T23:00:00Z","credits":5}
                {"id":"after","time":"2026-04-02T00:00:00Z","credits":12}
                {"id":"byok","time":"2026-04-02T00:01:00Z","byok":true,"credits":9,"neo_cost":0.5}
                """);

        clock.stopAt(Instant.parse("2026-04-30T23:59:59Z"));
        summary(account, "")
                .body("total_neo_credits", equalTo(47.5f))
                .body("total_issued_neo_credits", equalTo(100))
                .body("total_neo_credits_post_reset", equalTo(12.5f))
                .body("total_available_neo_credits", equalTo(87.5f))
                .body("last_credit_reset", equalTo("2026-04-02T00:00:00Z"))
                .body("neo_credits_is_expired", equalTo(false));

        clock.stopAt(Instant.parse("2026-05-01T00:00:00Z"));
        summary(account, "")
                .body("total_issued_neo_credits", equalTo(100))
                .body("total_neo_credits_post_reset", equalTo(12.5f))
                .body("total_available_neo_credits", equalTo(0))
                .body("neo_credits_is_expired", equalTo(true));
    }

    @Test
    void theWindowDoesNotChangeTheBalance() {
        clock.stopAt(Instant.parse("2026-04-10T00:00:00Z"));
        TestAccount account = TestAccount.solo();
        grant(account, Map.of("amount", 10));
        grant(account, Map.of("amount", 2.5));
        TestEvents.record(account, """
                {"id":"march","time":"2026-03-31T10:00:00Z","credits":3}
                {"id":"april","time":"2026-04-01T10:00:00Z","credits":1}
                """);

        summary(account, "?from=2026-04-01")
                .body("total_neo_credits", equalTo(1))
                .body("total_issued_neo_credits", equalTo(12.5f))
                .body("total_neo_credits_post_reset", equalTo(4))
                .body("total_available_neo_credits", equalTo(8.5f))
                .body("neo_credits_expires_at", nullValue());
    }

    private static void grant(TestAccount account, Map<String, ?> grant) {
        TestAccount.asAdministrator()
                .body(grant)
                .post(account.path("/credits"))
                .then()
                .statusCode(201);
    }

    private static ValidatableResponse summary(TestAccount account, String query) {
        return TestAccount.as(account.key("read")).get(PATH + query).then().statusCode(200);
    }
}
