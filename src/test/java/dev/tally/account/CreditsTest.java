package dev.tally.account;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class CreditsTest {
    private static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");

    private final TestClock clock = new TestClock();

    private TestAccount account;

    @BeforeEach
    void makeAnAccount() {
        clock.stopAt(NOW);
        account = TestAccount.team();
    }

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @Test
    void anAccountBeginsWithNothing() {
        credits()
                .body("issued", equalTo(0), "used", equalTo(0), "available", equalTo(0))
                .body("expires_at", nullValue(), "last_reset_at", nullValue(), "expired", equalTo(false))
                .body("grants", hasSize(0));
    }

    @Test
    void grantsAddUpAndTheLatestIsFirst() {
        grant(Map.of("amount", 1000.50, "note", "welcome"))
                .statusCode(201)
                .header("Location", containsString(account.path("/credits")))
                .body("amount", equalTo(1000.5f), "note", equalTo("welcome"), "expires_at", nullValue());
        clock.advance(Duration.ofSeconds(1));
        grant(Map.of("amount", 99.5));

        credits()
                .body("issued", equalTo(1100), "available", equalTo(1100))
                .body("grants.amount", contains(99.5f, 1000.5f));
    }

    @Test
    void eventsUseCreditsAndOnTheCustomersKeyOnlyThePlatformsShare() {
        grant(Map.of("amount", 100));
        event(Map.of("id", "e1", "credits", 7));
        event(Map.of("id", "e2", "credits", 50, "byok", true, "neo_cost", 2));

        // 7 of the platform's, 2 of the platform's share: 100 - 9.
        credits().body("used", equalTo(9), "available", equalTo(91));
    }

    @Test
    void aResetForgetsTheUseBeforeIt() {
        grant(Map.of("amount", 100));
        event(Map.of("id", "before", "credits", 30, "time", NOW.minusSeconds(1).toString()));

        asAdministrator()
                .post(account.path("/credits/reset"))
                .then()
                .statusCode(200)
                .body("used", equalTo(0), "available", equalTo(100), "last_reset_at", equalTo(NOW.toString()));
        event(Map.of("id", "after", "credits", 5));

        credits().body("used", equalTo(5), "available", equalTo(95));
    }

    @Test
    void creditsExpireWhenTheLastGrantDoes() {
        grant(Map.of("amount", 10, "expires_at", "2026-11-11T00:00:00Z"));
        grant(Map.of("amount", 10, "expires_at", "2026-11-12"));
        // The end of the 12th.
        Instant end = Instant.parse("2026-11-13T00:00:00Z");

        clock.stopAt(end.minusMillis(1));
        credits().body("expired", equalTo(false), "available", equalTo(20), "expires_at", equalTo(end.toString()));

        clock.stopAt(end);
        credits().body("expired", equalTo(true), "available", equalTo(0), "issued", equalTo(20));
    }

    @Test
    void creditsWithOneGrantWithoutAnEndNeverExpire() {
        grant(Map.of("amount", 10, "expires_at", "2026-11-11"));
        grant(Map.of("amount", 10));
        clock.advance(Duration.ofDays(365));

        credits().body("expired", equalTo(false), "available", equalTo(20), "expires_at", nullValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount     | {}
            amount     | {"amount":0}
            amount     | {"amount":-1}
            amount     | {"amount":"10"}
            amount     | {"amount":1e30}
            amount     | {"amount":1e999999}
            amount     | {"amount":1e-999999}
            expires_at | {"amount":1,"expires_at":"never"}
            note       | {"amount":1,"note":""}
            gift       | {"amount":1,"gift":true}
            """)
    void aBadMemberIsNamed(String field, String body) {
        asAdministrator()
                .body(body)
                .post(account.path("/credits"))
                .then()
                .statusCode(400)
                .body("field", equalTo(field));
    }

    private ValidatableResponse credits() {
        return asAdministrator().get(account.path("/credits")).then().statusCode(200);
    }

    private ValidatableResponse grant(Map<String, ?> grant) {
        return asAdministrator()
                .body(grant)
                .post(account.path("/credits"))
                .then()
                .statusCode(201);
    }

    private void event(Map<String, ?> event) {
        as(account.key("ingest")).body(event).post("/v1/events").then().body("recorded", equalTo(1));
    }
}
