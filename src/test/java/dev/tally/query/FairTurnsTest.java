package dev.tally.query;

import static dev.tally.testing.TestAccount.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.contract.JsonContract;
import dev.tally.testing.HeldTransaction;
import dev.tally.testing.Management;
import dev.tally.testing.Patience;
import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * An account whose summaries take long, because somebody else holds the cells, and one that has no events, so that its answers
 * need none.
 */
@QuarkusTest
@TestProfile(FairTurnsTest.OneAtATime.class)
class FairTurnsTest {

    /** Of an account one is computed and one waits. */
    public static class OneAtATime implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tally.query.reports-per-account", "1",
                    "tally.query.max-waiting-per-account", "1",
                    "tally.query.retry-after", "7S",
                    "quarkus.datasource.reactive.max-size", "6");
        }
    }

    @Test
    void oneAccountsFloodIsBoundedAndNobodyElseIsKeptWaiting() {
        TestAccount flooding = TestAccount.team();
        String key = flooding.key("read");
        TestEvents.record(flooding, "{\"id\":\"rolled\",\"time\":\"2026-02-01\"}");
        flooding.roll();
        TestAccount other = TestAccount.team();
        double refused = value("tally_query_refused_total");

        try (HeldTransaction held = HeldTransaction.of("LOCK TABLE usage_cell IN ACCESS EXCLUSIVE MODE")) {
            CompletableFuture<Response> computed = ask(key, "/v1/query");
            held.awaitWaiters(1);
            CompletableFuture<Response> waiting = ask(key, "/v1/query?group_by=model");
            Patience.until(() -> value("tally_query_waiting") == 1);

            Response tooMany = as(key).get("/neo/api/v1/usage/summary");
            tooMany.then().statusCode(429).header("Retry-After", "7").body("code", equalTo("rate_limited"));
            JsonContract.of("neo/error.json").assertHolds(tooMany.asString());
            as(key).get("/v1/query?group_by=provider")
                    .then()
                    .statusCode(429)
                    .body("detail", containsString("more than are computed for it at once"));
            as(other.key("read")).get("/v1/query").then().statusCode(200).body("totals.events", equalTo(0));
            assertEquals(1, value("tally_query_under_way"));

            held.rollback();
            computed.join().then().statusCode(200).body("totals.events", equalTo(1));
            waiting.join().then().statusCode(200).body("totals.events", equalTo(1));
        }
        assertEquals(2, value("tally_query_refused_total") - refused);
        assertEquals(0, value("tally_query_under_way"));
        assertEquals(0, value("tally_query_waiting"));
        as(key).get("/v1/query?group_by=provider").then().statusCode(200);
    }

    private static CompletableFuture<Response> ask(String key, String path) {
        return CompletableFuture.supplyAsync(() -> as(key).get(path));
    }

    private static double value(String meter) {
        String metrics = RestAssured.get(Management.url("/q/metrics")).asString();
        return metrics.lines()
                .filter(line -> line.startsWith(meter + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(meter.length() + 1)))
                .sum();
    }
}
