package dev.tally.contract;

import static dev.tally.testing.TestAccount.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class UmbracoContractTest {
    private static final String SEED = "/umbraco/ai/management/api/v1/analytics/usage-summary";
    private static final String BASE = "/umbraco" + SEED;
    private static final String JANUARY = "?from=2024-01-01T00:00:00Z&to=2024-01-31T23:59:59Z";
    private static final JsonContract SUMMARY = JsonContract.of("umbraco/summary.json");
    private static final JsonContract PROBLEM = JsonContract.of("umbraco/problem.json");

    @Test
    void theContractsExampleIsReproduced() {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, aJanuaryOfRequests() + """
                {"id":"before","time":"2023-12-31T23:59:59.999999Z","success":false,"input_tokens":1,"duration_ms":1}
                {"id":"after","time":"2024-01-31T23:59:59Z","success":false,"input_tokens":1,"duration_ms":1}
                """);

        for (String path : List.of(SEED, BASE)) {
            for (String granularity : List.of("", "&granularity=Hourly", "&granularity=daily")) {
                Json.assertSame("""
                        {"totalRequests": 15420, "inputTokens": 2450000, "outputTokens": 890000, "totalTokens": 3340000,
                        "successCount": 15210, "failureCount": 210, "successRate": 0.9864, "averageDurationMs": 1245}
                        """, summary(account, path + JANUARY + granularity));
            }
        }
    }

    @Test
    void anEmptyAccountHasZeros() {
        Json.assertSame("""
                {"totalRequests": 0, "inputTokens": 0, "outputTokens": 0, "totalTokens": 0,
                "successCount": 0, "failureCount": 0, "successRate": 0, "averageDurationMs": 0}
                """, summary(TestAccount.solo(), SEED + JANUARY));
    }

    @Test
    void oneRequestThatWasNotMeasuredHasAnAverageDurationOfZero() {
        TestAccount account = TestAccount.solo();
        TestEvents.record(
                account, "{\"id\":\"only\",\"time\":\"2024-01-05\",\"input_tokens\":5,\"cached_input_tokens\":3}");

        String body = summary(account, SEED + JANUARY);

        Json.assertSame("""
                {"totalRequests": 1, "inputTokens": 5, "outputTokens": 0, "totalTokens": 5,
                "successCount": 1, "failureCount": 0, "successRate": 1, "averageDurationMs": 0}
                """, body);
        assertTrue(body.contains("\"successRate\":1,"), "without decimals");
    }

    @ParameterizedTest
    @CsvSource({
        "from=2024-01-02T00:00:00Z&to=2024-01-03T00:00:00Z,                    1",
        "from=2024-01-02&to=2024-01-03,                                        2",
        "from=2024-01-01T00:00:00.0000001Z&to=2024-01-02T00:00:00.0000001Z,    1",
        "from=2024-01-01T00:00:00%2B00:00&to=2024-01-03T01:00:00+01:00,        2",
        "from=2024-01-01T00:00:00&to=2024-01-03T00:00:00.000001,               3",
        "from=2024-01-04&to=2024-01-04&unknown=1,                              0",
        "From=2024-01-02&TO=2024-01-03&Granularity=hourly,                     2",
        "from=2024-01-02&to=2024-01-03&granularity=,                           2",
    })
    void fromIsInclusiveAndToExclusive(String query, int requests) {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, """
                {"id":"1","time":"2024-01-01T00:00:00Z"}
                {"id":"2","time":"2024-01-02T00:00:00Z"}
                {"id":"3","time":"2024-01-03T00:00:00Z"}
                """);

        get(account, SEED + "?" + query).then().statusCode(200).body("totalRequests", equalTo(requests));
    }

    @Test
    void theSuccessRateIsRoundedToFourDecimals() {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, """
                {"id":"1","time":"2024-01-01","success":true,"duration_ms":1}
                {"id":"2","time":"2024-01-01","http_status":200,"duration_ms":2}
                {"id":"3","time":"2024-01-01","http_status":503,"duration_ms":5}
                """);

        String body = summary(account, SEED + JANUARY);

        // Two of three; 8 ms in three are 2.67.
        assertTrue(body.contains("\"successRate\":0.6667,"), body);
        assertTrue(body.contains("\"averageDurationMs\":2}"), body);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "to=2024-01-02, 'from' is required",
                "from=2024-01-02, 'to' is required",
                "granularity=Hourly, 'from' is required",
                "from=&to=2024-01-02, 'from' must not be empty",
                "from=2024-01-02&to=, 'to' must not be empty",
                "from=soon&to=2024-01-02, 'from' must be an ISO 8601 date or date-time",
                "from=2024-01-02&to=2024-13-01, 'to' must be an ISO 8601 date or date-time",
                "from=2024-01-02&to=2024-01-01, 'from' must be before 'to'",
                "from=2024-01-02T00:00:00Z&to=2024-01-02T00:00:00Z, 'from' must be before 'to'",
                "from=2024-01-01&to=2024-01-02&granularity=x, \"Invalid granularity 'x'. Valid values: Hourly, Daily\"",
            })
    void badParametersAreProblems(String query, String detail) {
        TestAccount account = TestAccount.team();

        for (String path : List.of(SEED, BASE)) {
            assertProblem(get(account, path + "?" + query), 400, "Bad Request", "15.5.1")
                    .then()
                    .body("detail", equalTo(detail));
        }
    }

    @Test
    void whoeverIsNotKnownIsUnauthorized() {
        for (String path : List.of(SEED + JANUARY, BASE + JANUARY)) {
            assertProblem(given().get(path), 401, "Unauthorized", "15.5.2");
            assertProblem(as("wrong").get(path), 401, "Unauthorized", "15.5.2")
                    .then()
                    .header("WWW-Authenticate", equalTo("Bearer"));
        }
    }

    @Test
    void theTraceIdIsTheRequestsId() {
        given().header("X-Request-Id", "trace-1")
                .get(SEED)
                .then()
                .header("X-Request-Id", equalTo("trace-1"))
                .body("traceId", equalTo("trace-1"));
    }

    @Test
    void whoeverMayNotReadTheAccountIsForbidden() {
        TestAccount account = TestAccount.team().member("member@example.com", "member");

        for (String path : List.of(SEED + JANUARY, BASE + JANUARY)) {
            assertProblem(as(account.key("ingest")).get(path), 403, "Forbidden", "15.5.4");
            assertProblem(as(account.token("member@example.com")).get(path), 403, "Forbidden", "15.5.4");
            Response another = as(account.key("read"))
                    .header("X-Tally-Account", TestAccount.team().id())
                    .get(path);
            assertProblem(another, 403, "Forbidden", "15.5.4");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /umbraco/ai/management/api/v1/analytics/usage-by-model,          application/json, 404, Not Found,          15.5.5",
        "GET,  /umbraco/nothing,                                                application/json, 404, Not Found,          15.5.5",
        "POST, /umbraco/ai/management/api/v1/analytics/usage-summary,           application/json, 405, Method Not Allowed, 15.5.6",
        "PUT,  /umbraco/umbraco/ai/management/api/v1/analytics/usage-summary,   application/json, 405, Method Not Allowed, 15.5.6",
        "GET,  /umbraco/ai/management/api/v1/analytics/usage-summary,           text/csv,         406, Not Acceptable,     15.5.7",
        "GET,  /umbraco/umbraco/ai/management/api/v1/analytics/usage-summary,   text/csv,         406, Not Acceptable,     15.5.7",
    })
    void whatIsNotServedIsAProblem(
            String method, String path, String accepted, int status, String title, String section) {
        String key = TestAccount.team().key("read");

        assertProblem(given().header("X-Api-Key", key).accept(accepted).request(method, path), status, title, section);
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

    private static Response assertProblem(Response answer, int status, String title, String section) {
        PROBLEM.assertHolds(answer.then().statusCode(status).extract().asString());
        answer.then()
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("title", equalTo(title))
                .body("type", equalTo("https://tools.ietf.org/html/rfc9110#section-" + section));
        return answer;
    }

    /**
     * 15,420 requests, one every 150 s, which takes 26.8 days. The totals of the contract's example are dealt out over them.
     * Their durations add up to 15,420 × 1,245 + 15,419 = 19,213,319 ms, so that the average is a hair below 1,246.
     */
    private static String aJanuaryOfRequests() {
        int requests = 15_420;
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < requests; i++) {
            lines.append("""
                    {"id":"r%d","time":"%s","success":%b,"input_tokens":%d,"output_tokens":%d,"duration_ms":%d}
                    """.formatted(
                            i,
                            Instant.parse("2024-01-01T00:00:00Z").plus(Duration.ofSeconds(150L * i)),
                            i < 15_210,
                            Shares.of(2_450_000, requests, i),
                            Shares.of(890_000, requests, i),
                            Shares.of(19_213_319, requests, i)));
        }
        return lines.toString();
    }
}
