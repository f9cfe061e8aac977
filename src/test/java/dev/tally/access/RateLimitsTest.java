package dev.tally.access;

import static dev.tally.testing.TestAccount.as;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.contract.JsonContract;
import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An account that asks for more, or sends more, than it may. So little may be had in a day that no test sees it come back. */
@QuarkusTest
@TestProfile(RateLimitsTest.Low.class)
class RateLimitsTest {
    /** Three requests a day: one comes back in 28,800 seconds, all of them in 86,400. */
    private static final long ONE_SECONDS = 28_800;

    private static final long ALL_SECONDS = 86_400;

    /** How long a test may take. */
    private static final long SLACK_SECONDS = 300;

    public static class Low implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tally.limits.queries", "3/day",
                    "tally.limits.ingest-requests", "4/day",
                    "tally.limits.events", "5/day");
        }
    }

    /** The second request and the third are repetitions, which go the short way. */
    @ParameterizedTest
    @CsvSource({
        "tally,/v1/query",
        "neo,/neo/api/v1/usage/summary",
        "surnex,/surnex/v1/usage",
        "freddy,/freddy/v1/analytics/usage/summary/{account}",
        "agentgate,/agentgate/api/v1/usage/summary",
        "umbraco,/umbraco/umbraco/ai/management/api/v1/analytics/usage-summary?from=2026-01-01&to=2026-12-31"
    })
    void eachApiSaysInItsWordsThatThereWereTooMany(String dialect, String path) {
        TestAccount account = TestAccount.with(Map.of("currency", dialect.equals("freddy") ? "CHF" : "USD"));
        String key = account.key("read");
        String asked = path.replace("{account}", account.externalId());
        for (int left = 2; left >= 0; left--) {
            as(key).get(asked)
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Limit", "3")
                    .header("RateLimit-Remaining", Integer.toString(left));
        }

        Response refusal = as(key).get(asked);

        refusal.then().statusCode(429).header("RateLimit-Limit", "3").header("RateLimit-Remaining", "0");
        assertSeconds(ONE_SECONDS, refusal.header("Retry-After"));
        assertSeconds(ALL_SECONDS, refusal.header("RateLimit-Reset"));
        String file = dialect.equals("tally") || dialect.equals("umbraco") ? "/problem.json" : "/error.json";
        JsonContract.of(dialect + file).assertHolds(refusal.asString());
        assertTrue(refusal.asString().contains("3 in a day"), refusal.asString());
    }

    @Test
    void clientsOfAgentGateReadItsOwnHeaders() {
        String key = TestAccount.team().key("read");
        Response answer = as(key).get("/agentgate/api/v1/usage/summary");
        answer.then().statusCode(200).header("X-RateLimit-Limit", "3").header("X-RateLimit-Remaining", "2");
        assertSeconds(ONE_SECONDS, fromNow(Long.parseLong(answer.header("X-RateLimit-Reset"))));
        as(key).get("/v1/query").then().statusCode(200).header("X-RateLimit-Limit", nullValue());
        as(key).get("/v1/query").then().statusCode(200);

        Response refusal = as(key).get("/agentgate/api/v1/usage/summary");

        refusal.then()
                .statusCode(429)
                .header("X-RateLimit-Remaining", "0")
                .body("error.code", equalTo("RATE_LIMITED"))
                .body("error.details.limit", equalTo(3))
                .body("error.details.remaining", equalTo(0));
        Instant reset = Instant.parse(refusal.path("error.details.resetAt"));
        assertSeconds(ALL_SECONDS, fromNow(reset.getEpochSecond()));
    }

    @Test
    void allKeysOfAnAccountShareWhatIsLeftAndNoOtherAccountDoes() {
        TestAccount account = TestAccount.team();
        TestAccount other = TestAccount.team();
        for (int i = 0; i < 3; i++) {
            as(account.key("read")).get("/v1/query").then().statusCode(200);
        }

        as(account.key("read")).get("/v1/query").then().statusCode(429);
        as(account.key("admin")).get(account.path("/keys")).then().statusCode(429);
        as(other.key("read")).get("/v1/query").then().statusCode(200).header("RateLimit-Remaining", "2");
    }

    @Test
    void whatIsNotPermittedAndWhatHasNotChangedCountToo() {
        TestAccount account = TestAccount.team();
        String reader = account.key("read");
        String tag =
                as(reader).get("/v1/query").then().statusCode(200).extract().header("ETag");
        as(reader)
                .header("If-None-Match", tag)
                .get("/v1/query")
                .then()
                .statusCode(304)
                .header("RateLimit-Remaining", "1");
        as(account.key("ingest")).get("/v1/query").then().statusCode(403).header("RateLimit-Remaining", "0");

        as(reader).header("If-None-Match", tag).get("/v1/query").then().statusCode(429);
    }

    @Test
    void theServicesAdministratorIsNotLimited() {
        TestAccount account = TestAccount.team();
        for (int i = 0; i < 5; i++) {
            TestAccount.asAdministrator()
                    .header("X-Tally-Account", account.id())
                    .get("/v1/query")
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Limit", nullValue());
        }
    }

    @Test
    void requestsWithEventsAreCountedForThemselves() {
        TestAccount account = TestAccount.team();
        String key = account.key("ingest");
        for (int left = 3; left >= 0; left--) {
            post(key, "{\"id\":\"" + left + "\"}")
                    .then()
                    .statusCode(200)
                    .header("RateLimit-Limit", "4")
                    .header("RateLimit-Remaining", Integer.toString(left));
        }

        Response refusal = post(key, "{\"id\":\"more\"}");

        refusal.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("RateLimit-Remaining", "0")
                .body("detail", allOf(containsString("requests with events"), containsString("4 in a day")));
        as(account.key("read")).get("/v1/query").then().statusCode(200).body("totals.events", equalTo(4));
    }

    /** Seven of five: two are owed, and a third has to come, one in 17,280 seconds. */
    @Test
    void aRequestWithMoreEventsThanAreLeftIsStoredAndTheNextOneWaits() {
        TestAccount account = TestAccount.team();
        String key = account.key("ingest");
        String seven =
                "[{\"id\":\"1\"},{\"id\":\"2\"},{\"id\":\"3\"},{\"id\":\"4\"},{\"id\":\"5\"},{\"id\":\"6\"},{\"id\":\"7\"}]";
        post(key, seven).then().statusCode(200).body("recorded", equalTo(7));

        Response refusal = post(key, "{\"id\":\"8\"}");

        refusal.then().statusCode(429).body("detail", containsString("Too many events"));
        assertSeconds(3 * 17_280, refusal.header("Retry-After"));
        as(account.key("read")).get("/v1/query").then().statusCode(200).body("totals.events", equalTo(7));
    }

    @Test
    void refusalsAreCountedWithoutSayingWhose() {
        TestAccount account = TestAccount.team();
        String key = account.key("read");
        double before = Metered.value("tally_limits_refused_total{limit=\"queries\"}");
        for (int i = 0; i < 5; i++) {
            as(key).get("/v1/query");
        }

        assertEquals(2, Metered.value("tally_limits_refused_total{limit=\"queries\"}") - before);
        assertFalse(Metered.all().contains(account.id()));
    }

    private static Response post(String key, String body) {
        return as(key).body(body).post("/v1/events");
    }

    /** From after the answer: a second may end before it. */
    private static String fromNow(long second) {
        return Long.toString(second - Instant.now().getEpochSecond());
    }

    private static void assertSeconds(long expected, String actual) {
        long seconds = Long.parseLong(actual);
        assertTrue(seconds <= expected + 1 && seconds > expected - SLACK_SECONDS, actual);
    }
}
