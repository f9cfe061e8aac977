package dev.tally.contract;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AgentGateContractTest {
    private static final String SEED = "/api/v1/usage/summary";
    private static final String BASE = "/agentgate/api/v1/usage/summary";
    private static final JsonContract SUMMARY = JsonContract.of("agentgate/summary.json");

    private final TestClock clock = new TestClock();

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @ParameterizedTest
    @ValueSource(strings = {SEED, BASE})
    void theContractsExampleIsReproduced(String path) {
        TestAccount account = account();
        TestEvents.record(account, aJanuaryOfTwoModels() + """
                {"id":"before","time":"2023-12-31T23:59:59.999999Z","work_order_id":"old","input_tokens":1}
                {"id":"after","time":"2024-02-01T00:00:00Z","work_order_id":"new","input_tokens":1}
                """);

        String body = summary(account, path + "?startDate=2024-01-01&endDate=2024-01-31");

        Json.assertSame("""
                {"success": true, "data": {
                "totalInputTokens": 1542000, "totalOutputTokens": 325000, "totalCachedInputTokens": 800000,
                "totalCostUsd": 52.34, "executionCount": 145, "workOrderCount": 42, "totalDurationMs": 4523000,
                "byModel": {
                "claude-sonnet-4-20250514": {"inputTokens": 1200000, "outputTokens": 250000,
                "cachedInputTokens": 650000, "costUsd": 38.5, "executionCount": 120},
                "claude-opus-4-20250514": {"inputTokens": 342000, "outputTokens": 75000,
                "cachedInputTokens": 150000, "costUsd": 13.84, "executionCount": 25}},
                "periodStart": "2024-01-01T00:00:00.000Z", "periodEnd": "2024-01-31T23:59:59.999Z"}}""", body);
        assertTrue(body.indexOf("claude-sonnet-4") < body.indexOf("claude-opus-4"), "the most expensive is first");
        assertTrue(body.contains("\"costUsd\":38.5,"), "numbers are as JavaScript writes them");
    }

    @Test
    void anEmptyAccountHasZerosAndAPeriodThatStartsAtItsEnd() {
        clock.stopAt(Instant.parse("2026-11-22T10:00:00.987654Z"));

        String body = summary(account(), BASE);

        Json.assertSame("""
                {"success": true, "data": {
                "totalInputTokens": 0, "totalOutputTokens": 0, "totalCachedInputTokens": 0, "totalCostUsd": 0,
                "executionCount": 0, "workOrderCount": 0, "totalDurationMs": 0, "byModel": {},
                "periodStart": "2026-11-22T10:00:00.987Z", "periodEnd": "2026-11-22T10:00:00.987Z"}}""", body);
    }

    @Test
    void oneEventWithNothingButACostIsInTheTotalsAlone() {
        TestAccount account = account();
        TestEvents.record(account, "{\"id\":\"only\",\"time\":\"2024-03-01T10:00:00.123456Z\",\"cost\":0.0000001}");
        clock.stopAt(Instant.parse("2026-11-22T10:00:00Z"));

        String body = summary(account, BASE);

        Json.assertSame("""
                {"success": true, "data": {
                "totalInputTokens": 0, "totalOutputTokens": 0, "totalCachedInputTokens": 0, "totalCostUsd": 0.0000001,
                "executionCount": 1, "workOrderCount": 0, "totalDurationMs": 0, "byModel": {},
                "periodStart": "2024-03-01T10:00:00.123Z", "periodEnd": "2026-11-22T10:00:00.000Z"}}""", body);
        assertTrue(body.contains("\"totalCostUsd\":0.0000001,"), "without an exponent");
    }

    @ParameterizedTest
    @CsvSource({
        "workOrderId=wo-1,                                                                  11",
        "runId=run-1,                                                                       101",
        "model=opus,                                                                        110",
        "model=opus&workOrderId=wo-1&runId=run-2,                                           10",
        "workOrderId=wo-3,                                                                  0",
        "startDate=2024-01-02,                                                              110",
        "startDate=2024-01-02T00:00:00Z&endDate=2024-01-03T00:00:00Z,                       10",
        "endDate=2024-01-02,                                                                11",
        "endDate=2024-01-02T00:00:00.000001,                                                11",
        "startDate=2024-01-02T01:00:00%2B01:00&endDate=2024-01-02T01:00:01+01:00,           10",
        "unknown=1,                                                                         111",
    })
    void filtersChooseWhatIsAddedUp(String query, int inputTokens) {
        TestAccount account = account();
        TestEvents.record(account, """
                {"id":"a","time":"2024-01-01","model":"sonnet","work_order_id":"wo-1","run_id":"run-1","input_tokens":1}
                {"id":"b","time":"2024-01-02","model":"opus","work_order_id":"wo-1","run_id":"run-2","input_tokens":10}
                {"id":"c","time":"2024-01-03","model":"opus","work_order_id":"wo-2","run_id":"run-1","input_tokens":100}
                """);

        get(account, BASE + "?" + query).then().statusCode(200).body("data.totalInputTokens", equalTo(inputTokens));
    }

    @Test
    void thePeriodIsToldAsItWasAskedFor() {
        String asked = "?startDate=2024-01-01T00:00:00.9999Z&endDate=2024-01-31T23:59:59.5%2B02:00";

        get(account(), BASE + asked)
                .then()
                .body("data.periodStart", equalTo("2024-01-01T00:00:00.999Z"))
                .body("data.periodEnd", equalTo("2024-01-31T21:59:59.500Z"));
    }

    @Test
    void modelsAreSortedByCostAndThenByName() {
        TestAccount account = account();
        TestEvents.record(account, """
                {"id":"1","time":"2024-01-01","model":"b","cost":1}
                {"id":"2","time":"2024-01-01","model":"c","cost":1.01}
                {"id":"3","time":"2024-01-01","model":"a","cost":1.00}
                """);

        String body = summary(account, BASE);

        assertEquals(
                List.of("c", "a", "b"),
                List.copyOf(JsonPath.from(body).getMap("data.byModel").keySet()));
    }

    @Test
    void aWorkOrderIsCountedOnceThoughManyExecutionsBelongToItAndInThePeriodInWhichItStarted() {
        TestAccount account = account();
        TestEvents.record(account, """
                {"id":"1","time":"2024-01-31T23:59:59Z","model":"a","work_order_id":"wo-1"}
                {"id":"2","time":"2024-02-01","model":"a","work_order_id":"wo-1"}
                {"id":"3","time":"2024-02-01","model":"b","work_order_id":"wo-2"}
                {"id":"4","time":"2024-02-02","model":"a","work_order_id":"wo-2"}
                """);

        get(account, BASE + "?startDate=2024-02-01&endDate=2024-02-29")
                .then()
                .body("data.executionCount", equalTo(3))
                .body("data.workOrderCount", equalTo(1));
    }

    @Test
    void amountsInAnotherCurrencyBecomeDollarsAtTheRateOfThePeriodsEnd() {
        TestAccount account = TestAccount.with(Map.of("dialect", "agentgate", "currency", "SEK"));
        rateToDollars("SEK", "0.10", "2023-01-01T00:00:00Z");
        rateToDollars("SEK", "0.125", "2024-01-10T00:00:00Z");
        TestEvents.record(account, "{\"id\":\"1\",\"time\":\"2024-01-01\",\"model\":\"m\",\"cost\":100}");

        String early = summary(account, BASE + "?endDate=2024-01-05");
        String late = summary(account, BASE + "?endDate=2024-01-31");

        // 100 × 0.10 and 100 × 0.125.
        assertTrue(early.contains("\"totalCostUsd\":10,"), early);
        assertTrue(late.contains("\"totalCostUsd\":12.5,") && late.contains("\"costUsd\":12.5,"), late);
    }

    /** A rate that begins where the period ends held at no moment of it; one that is still to come holds for nobody yet. */
    @ParameterizedTest
    @CsvSource({
        "endDate=2024-01-31,               10",
        "endDate=2024-02-01T00:00:00Z,     10",
        "endDate=2024-02-01T00:00:00.001Z, 20",
        "endDate=2024-02-01,               20",
        "endDate=2024-12-31,               20",
        "startDate=2024-01-01,             20"
    })
    void theRateIsOneThatHeldInThePeriod(String query, int dollars) {
        clock.stopAt(Instant.parse("2024-03-15T00:00:00Z"));
        TestAccount account = TestAccount.with(Map.of("dialect", "agentgate", "currency", "DKK"));
        rateToDollars("DKK", "0.1", "2023-01-01T00:00:00Z");
        rateToDollars("DKK", "0.2", "2024-02-01T00:00:00Z");
        rateToDollars("DKK", "0.4", "2024-04-01T00:00:00Z");
        TestEvents.record(account, "{\"id\":\"1\",\"time\":\"2024-01-01\",\"model\":\"m\",\"cost\":100}");

        String body = summary(account, BASE + "?" + query);

        assertTrue(body.contains("\"totalCostUsd\":" + dollars + ","), body);
    }

    @Test
    void aPeriodThatIsStillToComeIsAMoment() {
        String body = summary(account(), BASE + "?startDate=2100-01-01");

        assertTrue(
                body.contains(
                        "\"periodStart\":\"2100-01-01T00:00:00.000Z\",\"periodEnd\":\"2100-01-01T00:00:00.000Z\""),
                body);
    }

    private static TestAccount account() {
        return TestAccount.with(Map.of("dialect", "agentgate"));
    }

    private static Response get(TestAccount account, String pathAndQuery) {
        return as(account.key("read")).urlEncodingEnabled(false).get(pathAndQuery);
    }

    private static String summary(TestAccount account, String pathAndQuery) {
        String body =
                get(account, pathAndQuery).then().statusCode(200).extract().asString();
        SUMMARY.assertHolds(body);
        return body;
    }

    private static void rateToDollars(String from, String rate, String since) {
        asAdministrator()
                .body("{\"rate\":" + rate + ",\"effective_from\":\"" + since + "\"}")
                .put("/v1/currency-rates/" + from + "/USD")
                .then()
                .statusCode(200);
    }

    /**
     * 145 executions of 42 work orders by turns, one every five hours: 144 × 5 h are the 30 days from the 1st 00:00 to the
     * 31st 00:00. The totals of the contract's example are dealt out over them.
     */
    private static String aJanuaryOfTwoModels() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 120; i++) {
            lines.append(execution(i, "claude-sonnet-4-20250514", """
                    "input_tokens":%d,"output_tokens":%d,"cached_input_tokens":%d,"cost":%s""".formatted(
                            Shares.of(1_200_000, 120, i),
                            Shares.of(250_000, 120, i),
                            Shares.of(650_000, 120, i),
                            Shares.of("38.50", 120, i))));
        }
        for (int i = 0; i < 25; i++) {
            lines.append(execution(120 + i, "claude-opus-4-20250514", """
                    "input_tokens":%d,"output_tokens":%d,"cached_input_tokens":%d,"cost":%s""".formatted(
                            Shares.of(342_000, 25, i),
                            Shares.of(75_000, 25, i),
                            Shares.of(150_000, 25, i),
                            Shares.of("13.84", 25, i))));
        }
        return lines.toString();
    }

    private static String execution(int index, String model, String measures) {
        Instant time = Instant.parse("2024-01-01T00:00:00Z").plus(Duration.ofHours(5L * index));
        return """
                {"id":"e%d","time":"%s","model":"%s","work_order_id":"wo-%d","duration_ms":%d,%s}
                """.formatted(index, time, model, index % 42, Shares.of(4_523_000, 145, index), measures);
    }
}
