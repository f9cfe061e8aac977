package dev.tally.retention;

import static dev.tally.testing.TestAccount.asAdministrator;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tally.testing.HeldTransaction;
import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Retention that others are in the way of. */
@QuarkusTest
@TestProfile(RetentionWaitTest.Impatient.class)
class RetentionWaitTest {
    private final TestClock clock = new TestClock();

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    /** A rebuild needs the horizon to stay, and may take hours. */
    @Test
    void itComesBackLaterWhereTheHorizonMustStay() {
        TestEvents.record(TestAccount.team(), "{\"id\":\"a\",\"time\":\"2001-01-10\"}");
        clock.stopAt(Instant.parse("2001-04-15T00:00:00Z"));
        try (HeldTransaction rebuild = HeldTransaction.of("SELECT horizon FROM usage_retention FOR SHARE")) {
            asAdministrator()
                    .post("/v1/admin/retention")
                    .then()
                    .statusCode(200)
                    .body("kept_since", nullValue())
                    .body("waiting", hasItem("usage_event_2001_01"));
        }

        asAdministrator()
                .post("/v1/admin/retention")
                .then()
                .statusCode(200)
                .body("kept_since", not(nullValue()))
                .body("waiting", not(hasItem("usage_event_2001_01")));
    }

    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tally.retention.raw-events", "61D", "tally.retention.max-wait", "1S");
        }
    }
}
