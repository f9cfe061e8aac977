package dev.tally.query;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Too much pending is rolled first, and what would take too much reading is refused, in the words of each API. */
@QuarkusTest
@TestProfile(QueryLimitsTest.LowLimits.class)
class QueryLimitsTest {
    /** All inside of one quarter-hour: no cell fits in. */
    private static final String MINUTES = "2026-05-20T12:01:00Z&%s=2026-05-20T12:14:00Z";

    /** Low enough for a test. */
    public static final class LowLimits implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tally.query.max-pending-events", "5", "tally.query.max-scanned-events", "3");
        }
    }

    private TestAccount account;
    private String key;

    @BeforeEach
    void open() {
        account = TestAccount.team();
        key = account.key("read");
    }

    @Test
    void eventsArePendingUntilThereAreTooMany() {
        record(0, 5);
        get("/v1/query").statusCode(200).body("totals.events", equalTo(5)).body("freshness.pending_events", equalTo(5));

        record(5, 6);

        get("/v1/query").statusCode(200).body("totals.events", equalTo(6)).body("freshness.pending_events", equalTo(0));
    }

    @Test
    void asManyEventsMayBeReadAsTheLimitSays() {
        record(0, 3);
        recordEdges();
        account.roll();

        get("/v1/query?from=" + MINUTES.formatted("to")).statusCode(200).body("totals.events", equalTo(3));
        get("/v1/query?group_by=model,provider&email=a@example.com")
                .statusCode(200)
                .body("totals.events", equalTo(3));
    }

    @Test
    void aCombinationThatNoTotalsAreKeptForIsRefusedWithWhatToNarrow() {
        record(0, 4);
        account.roll();

        get("/v1/query?group_by=model,provider&email=a@example.com")
                .statusCode(422)
                .contentType("application/problem+json")
                .body("status", equalTo(422))
                .body(
                        "detail",
                        allOf(
                                containsString("more than 3 events"),
                                containsString("narrow the window"),
                                containsString("filter by at most one dimension"),
                                containsString("group by fewer dimensions")));
        get("/v1/query?group_by=model&email=a@example.com").statusCode(200).body("totals.events", equalTo(4));
    }

    @Test
    void everyApiRefusesInItsOwnWords() {
        record(0, 4);
        recordEdges();
        account.roll();

        get("/neo/api/v1/usage/summary?from=" + MINUTES.formatted("to"))
                .statusCode(422)
                .body("message", containsString("more than 3 events"));
        get("/surnex/v1/usage?from=" + MINUTES.formatted("to"))
                .statusCode(422)
                .body("error.code", equalTo("UNPROCESSABLE"))
                .body("error.message", containsString("more than 3 events"));
        get("/agentgate/api/v1/usage/summary?workOrderId=w")
                .statusCode(422)
                .body("success", equalTo(false))
                .body("error.code", equalTo("UNPROCESSABLE"))
                .body("error.message", containsString("more than 3 events"));
        get("/umbraco/umbraco/ai/management/api/v1/analytics/usage-summary?from=" + MINUTES.formatted("to"))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("detail", containsString("more than 3 events"));
    }

    /** Without these, nothing would be rolled beyond the minutes, and cells would answer for them. */
    private void recordEdges() {
        TestEvents.record(account, """
                {"id":"first","time":"2026-05-20T12:00:00Z","email":"b@example.com"}
                {"id":"last","time":"2026-05-20T12:14:30Z","email":"b@example.com"}
                """);
    }

    private void record(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("{\"id\":\"e%d\",\"time\":\"2026-05-20T12:%02d:00Z\",\"model\":\"m\",\"provider\":\"p\","
                            .formatted(i, i + 2))
                    .append("\"email\":\"a@example.com\",\"work_order_id\":\"w\"}\n");
        }
        TestEvents.record(account, lines.toString());
    }

    private ValidatableResponse get(String path) {
        return TestAccount.as(key).get(path).then();
    }
}
