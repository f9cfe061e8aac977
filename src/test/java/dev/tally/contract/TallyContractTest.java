package dev.tally.contract;

import static dev.tally.testing.TestAccount.as;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code GET /v1/query} answers. */
@QuarkusTest
class TallyContractTest {
    private static final JsonContract USAGE = JsonContract.of("tally/usage.json");

    /**
     * Four calls around midnight in New York, where it is five hours earlier than UTC on March 7 and 8, 2026, and four
     * hours earlier on March 9.
     */
    private static final String FOUR_CALLS = """
            {"id":"1","time":"2026-03-07T12:00:00Z","model":"opus","provider":"anthropic","email":"Ada@Example.com",\
            "duration_ms":100,"http_status":200,"input_tokens":100,"cached_input_tokens":40,"output_tokens":10,"cost":1.5,\
            "llm_cost":1.20,"credits":3,"task_id":"t1","work_order_id":"wo-1","steps":2,"tool_calls":3,"agent_triggers":1,\
            "synapses":0.5,"neurons":12}
            {"id":"2","time":"2026-03-08T04:59:59.999999Z","model":"opus","provider":"anthropic","email":"ada@example.com",\
            "duration_ms":300,"http_status":429,"input_tokens":7,"cost":0.5,"task_id":"t1","work_order_id":"wo-1"}
            {"id":"3","time":"2026-03-08T05:00:00Z","model":"haiku","provider":"anthropic","email":"alan@example.com",\
            "output_tokens":20,"byok":true,"credits":9,"neo_cost":0.25,"llm_cost":0.75,"task_id":"t2"}
            {"id":"4","time":"2026-03-09T04:00:00Z"}
            """;

    private final TestClock clock = new TestClock();

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @Test
    void withoutParametersEverythingIsAddedUp() {
        TestAccount account = TestAccount.with(Map.of("currency", "EUR", "time_zone", "America/New_York"));
        TestEvents.record(account, FOUR_CALLS);
        clock.stopAt(Instant.parse("2026-11-22T10:00:00Z"));

        // Succeeded: all but the 429. Credits: 3, and of the call on the customer's own key its neo_cost of 0.25.
        // Durations: of two values the first is the 50th percentile, the second the 90th and up.
        Json.assertSame("""
                {"window": {"from": "2026-03-07T12:00:00Z", "to": "2026-11-22T10:00:00Z", "time_zone": "America/New_York"},
                "granularity": null, "group_by": [], "totals": {
                "events": 4, "succeeded": 3, "failed": 1, "success_rate": 0.75,
                "input_tokens": 107, "output_tokens": 30, "cached_input_tokens": 40, "total_tokens": 137,
                "cost": {"amount": 2, "currency": "EUR"}, "credits": 3.25, "byok_events": 1, "llm_cost": 1.95,
                "tasks": 2, "work_orders": 1, "http_status": {"2xx": 1, "4xx": 1, "5xx": 0},
                "duration_ms": {"count": 2, "avg": 200, "p50": 100, "p90": 300, "p95": 300, "p99": 300, "max": 300,
                "accuracy": 0}, "steps": 2, "tool_calls": 3, "agent_triggers": 1, "synapses": 0.5, "neurons": 12},
                "freshness": {"pending_events": 4, "as_of": "2026-11-22T10:00:00Z"}}""", body(account, ""));
    }

    @Test
    void anEmptyAccountHasZerosAndNulls() {
        clock.stopAt(Instant.parse("2026-11-22T10:00:00Z"));
        String nothing = """
                {"events": 0, "succeeded": 0, "failed": 0, "success_rate": null,
                "input_tokens": 0, "output_tokens": 0, "cached_input_tokens": 0, "total_tokens": 0,
                "cost": {"amount": 0, "currency": "USD"}, "credits": 0, "byok_events": 0, "llm_cost": 0,
                "tasks": 0, "work_orders": 0, "http_status": {"2xx": 0, "4xx": 0, "5xx": 0},
                "duration_ms": {"count": 0, "avg": null, "p50": null, "p90": null, "p95": null, "p99": null, "max": null,
                "accuracy": 0}, "steps": 0, "tool_calls": 0, "agent_triggers": 0, "synapses": 0, "neurons": 0}""";

        Json.assertSame("""
                {"window": {"from": null, "to": "2026-11-22T10:00:00Z", "time_zone": "UTC"}, "granularity": "day",
                "group_by": ["model"], "totals": %s, "groups": [], "series": [],
                "freshness": {"pending_events": 0, "as_of": "2026-11-22T10:00:00Z"}}""".formatted(nothing), body(TestAccount.solo(), "?group_by=model&granularity=day"));
    }

    @Test
    void groupsHaveAllMeasuresMostExpensiveFirstAndTheNullLast() {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, FOUR_CALLS);

        // The two groups without a cost have one event each, so the name decides.
        query(account, "?group_by=model")
                .body("group_by", contains("model"))
                .body("groups.key.model", contains("opus", "haiku", null))
                .body("groups.events", contains(2, 1, 1))
                .body("groups.failed", contains(1, 0, 0))
                .body("groups.cost.amount", contains(2, 0, 0))
                .body("groups.duration_ms.avg", contains(200, null, null))
                .body("groups.tasks", contains(1, 1, 0))
                .body("totals.events", equalTo(4));
    }

    @Test
    void groupsOfEqualCostAreSortedByEventsAndThenByTheirValues() {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, """
                {"id":"1","time":"2026-01-01","model":"b","provider":"y"}
                {"id":"2","time":"2026-01-01","model":"b","provider":"x"}
                {"id":"3","time":"2026-01-01","model":"b"}
                {"id":"4","time":"2026-01-01","provider":"a"}
                {"id":"5","time":"2026-01-01","model":"a","provider":"z"}
                {"id":"6","time":"2026-01-01","model":"c"}
                {"id":"7","time":"2026-01-01","model":"c"}
                """);

        query(account, "?group_by=model,provider")
                .body("groups.key.model", contains("c", "a", "b", "b", "b", null))
                .body("groups.key.provider", contains(null, "z", "x", "y", null, "a"));
    }

    @ParameterizedTest
    @CsvSource({"'group_by=model,email'", "'group_by=model&group_by=email'", "'group_by=model,%20email'"})
    void twoGroupingsAreNamedTogetherOrApart(String query) {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, FOUR_CALLS);

        query(account, "?" + query)
                .body("group_by", contains("model", "email"))
                .body(
                        "groups.key",
                        contains(
                                Map.of("model", "opus", "email", "ada@example.com"),
                                Map.of("model", "haiku", "email", "alan@example.com"),
                                nulls("model", "email")));
    }

    @Test
    void aSeriesHasTheBucketsThatSomethingFellIntoWithTheOffsetsOfTheirTime() {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, FOUR_CALLS);

        query(account, "?granularity=day&tz=America/New_York&group_by=model")
                .body("granularity", equalTo("day"))
                .body("window.time_zone", equalTo("America/New_York"))
                .body(
                        "series.start",
                        contains("2026-03-07T00:00:00-05:00", "2026-03-08T00:00:00-05:00", "2026-03-09T00:00:00-04:00"))
                .body("series.totals.events", contains(2, 1, 1))
                .body("series.groups.key.model", contains(List.of("opus"), List.of("haiku"), Arrays.asList((String)
                        null)))
                .body("series.groups.events", contains(List.of(2), List.of(1), List.of(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "quarter_hour, Asia/Kathmandu,      2026-03-08T18:15:00+05:45",
        "hour,         Asia/Kathmandu,      2026-03-08T18:00:00+05:45",
        "day,          Asia/Kathmandu,      2026-03-08T00:00:00+05:45",
        "week,         Asia/Kathmandu,      2026-03-02T00:00:00+05:45",
        "month,        Asia/Kathmandu,      2026-03-01T00:00:00+05:45",
        "HOUR,         UTC,                 2026-03-08T12:00:00Z",
        "hour,         %2B05:30,            2026-03-08T18:00:00+05:30",
        "hour,         +05:30,              2026-03-08T18:00:00+05:30",
        "day,          America/Los_Angeles, 2026-03-08T00:00:00-08:00",
        "week,         Pacific/Auckland,    2026-03-09T00:00:00+13:00",
    })
    void bucketsFollowTheCalendarOfTheTimeZone(String granularity, String zone, String start) {
        TestAccount account = TestAccount.team();
        // In Kathmandu it is 18:19:56 on a Sunday, in Auckland 01:34:56 on Monday.
        TestEvents.record(account, "{\"id\":\"1\",\"time\":\"2026-03-08T12:34:56Z\"}");

        query(account, "?granularity=" + granularity + "&tz=" + zone).body("series.start", contains(start));
    }

    @ParameterizedTest
    @CsvSource({
        "model=opus,                                        1",
        "model=opus&model=haiku,                            3",
        "provider=openai,                                   2",
        "operation=chat,                                    1",
        "project_id=p1,                                     1",
        "email=ADA@Example.com,                             1",
        "work_order_id=wo-1,                                1",
        "run_id=run-1,                                      1",
        "profile=fast,                                      1",
        "model=opus&provider=openai,                        0",
        "model=a/b%3Fc%26d,                                 4",
        "from=2026-01-02,                                   6",
        "to=2026-01-02,                                     3",
        "from=2026-01-02&to=2026-01-02,                     2",
        "from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z, 1",
    })
    void filtersChooseWhatIsAddedUp(String query, int inputTokens) {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, """
                {"id":"1","time":"2026-01-01","input_tokens":1,"model":"opus","provider":"anthropic","operation":"chat",\
                "project_id":"p1","email":"ada@example.com","work_order_id":"wo-1","run_id":"run-1","profile":"fast"}
                {"id":"2","time":"2026-01-02","input_tokens":2,"model":"haiku","provider":"openai"}
                {"id":"3","time":"2026-01-03","input_tokens":4,"model":"a/b?c&d"}
                """);

        query(account, "?" + query).body("totals.input_tokens", equalTo(inputTokens));
    }

    @Test
    void onlyTheEventsThatMatchAreRead() {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, FOUR_CALLS);

        query(account, "?model=opus").body("freshness.pending_events", equalTo(2));
    }

    @Test
    void theWindowIsToldAsInstants() {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, "{\"id\":\"1\",\"time\":\"2026-03-08T12:34:56Z\"}");

        query(account, "?from=2026-01-01&to=2026-01-31T12:00:00%2B02:00&tz=Asia/Tokyo")
                .body("window.from", equalTo("2026-01-01T00:00:00Z"))
                .body("window.to", equalTo("2026-01-31T10:00:00Z"));
        query(account, "?to=2026-12-31&model=unheard-of")
                .body("window.from", equalTo("2026-03-08T12:34:56Z"))
                .body("window.to", equalTo("2027-01-01T00:00:00Z"));
        query(account, "?to=2026-03-07").body("window.from", nullValue());
    }

    @Test
    void percentilesOfManyCallsSayHowAccurateTheyAre() {
        TestAccount account = TestAccount.team();
        TestEvents.record(
                account,
                IntStream.rangeClosed(1, 1500)
                        .mapToObj(i -> "{\"id\":\"%d\",\"time\":\"2026-01-01\",\"duration_ms\":%d}\n".formatted(i, i))
                        .collect(Collectors.joining()));

        // Of 1 to 1500 the nearest ranks are 750, 1350, 1425 and 1485.
        query(account, "")
                .body("totals.duration_ms.accuracy.toDouble()", equalTo(0.005))
                .body("totals.duration_ms.avg.toDouble()", equalTo(750.5))
                .body("totals.duration_ms.p50.toDouble()", closeTo(750, 750 * 0.005))
                .body("totals.duration_ms.p90.toDouble()", closeTo(1350, 1350 * 0.005))
                .body("totals.duration_ms.p95.toDouble()", closeTo(1425, 1425 * 0.005))
                .body("totals.duration_ms.p99.toDouble()", closeTo(1485, 1485 * 0.005))
                .body("totals.duration_ms.max", equalTo(1500));
    }

    private static ValidatableResponse query(TestAccount account, String parameters) {
        Response answer = as(account.key("read")).urlEncodingEnabled(false).get("/v1/query" + parameters);
        USAGE.assertHolds(answer.then().statusCode(200).extract().asString());
        return answer.then();
    }

    private static String body(TestAccount account, String parameters) {
        return query(account, parameters).extract().asString();
    }

    private static Map<String, String> nulls(String... keys) {
        Map<String, String> map = new HashMap<>();
        for (String key : keys) {
            map.put(key, null);
        }
        return map;
    }
}
