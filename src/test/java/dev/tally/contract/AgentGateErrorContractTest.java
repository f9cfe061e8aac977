package dev.tally.contract;

import static dev.tally.testing.TestAccount.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How AgentGate refuses. */
@QuarkusTest
class AgentGateErrorContractTest {
    private static final String SEED = "/api/v1/usage/summary";
    private static final String BASE = "/agentgate/api/v1/usage/summary";
    private static final JsonContract ERROR = JsonContract.of("agentgate/error.json");

    private final TestClock clock = new TestClock();

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @Test
    void withoutARateToDollarsNothingIsGuessed() {
        TestAccount account = TestAccount.with(Map.of("dialect", "agentgate", "currency", "ISK"));
        TestEvents.record(account, "{\"id\":\"1\",\"time\":\"2025-01-01\",\"cost\":0.01}");

        assertRefused(get(account, SEED), 422, "UNPROCESSABLE").then().body("error.message", containsString("ISK"));
    }

    @ParameterizedTest
    @CsvSource({
        "workOrderId=,                                                    workOrderId",
        "runId=,                                                          runId",
        "model=,                                                          model",
        "startDate=,                                                      startDate",
        "endDate=,                                                        endDate",
        "startDate=yesterday,                                             startDate",
        "endDate=2024-02-30,                                              endDate",
        "startDate=2024-01-02&endDate=2024-01-01,                         startDate",
        "startDate=2024-01-01T00:00:00Z&endDate=2024-01-01T00:00:00Z,     startDate",
        "model=a&model=b,                                                 model",
    })
    void badParametersAreRefusedByName(String query, String field) {
        TestAccount account = account();

        for (String path : List.of(SEED, BASE)) {
            assertRefused(get(account, path + "?" + query), 400, "INVALID_REQUEST")
                    .then()
                    .body("error.details.field", equalTo(field))
                    .body("error.message", containsString(field));
        }
    }

    @Test
    void whoeverIsNotKnownIsToldWhy() {
        Instant expiry = clock.instant().plus(Duration.ofHours(1));
        String key = account().keyWith(Map.of("scopes", List.of("read"), "expires_at", expiry.toString()));

        assertRefused(given().get(BASE), 401, "MISSING_API_KEY").then().body("error.details", anEmptyMap());
        assertRefused(as("org_live_wrong").get(BASE), 401, "INVALID_API_KEY");
        assertRefused(given().header("X-Api-Key", "org_live_wrong").get(BASE), 401, "INVALID_API_KEY");
        clock.stopAt(expiry.plusSeconds(1));
        assertRefused(as(key).get(BASE), 401, "EXPIRED_API_KEY");
    }

    @Test
    void whoeverMayNotReadTheAccountIsRefused() {
        TestAccount account = account().member("viewer@example.com", "viewer");

        for (String path : List.of(SEED, BASE)) {
            assertRefused(as(account.key("ingest")).get(path), 403, "INSUFFICIENT_PERMISSIONS");
            assertRefused(as(account.token("viewer@example.com")).get(path), 403, "INSUFFICIENT_PERMISSIONS");
        }
        Response another = as(account.key("read"))
                .header("X-Tally-Account", account().id())
                .get(BASE);
        assertRefused(another, 403, "INSUFFICIENT_PERMISSIONS");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,   /api/v1/usage/summary,             application/json, 405, METHOD_NOT_ALLOWED",
        "DELETE, /agentgate/api/v1/usage/summary,   application/json, 405, METHOD_NOT_ALLOWED",
        "GET,    /api/v1/usage/summary,             text/csv,         406, NOT_ACCEPTABLE",
        "GET,    /agentgate/api/v1/usage/summary,   text/csv,         406, NOT_ACCEPTABLE",
        "GET,    /agentgate/api/v1/usage,           application/json, 404, RESOURCE_NOT_FOUND",
    })
    void whatIsNotServedIsRefusedInTheSameForm(String method, String path, String accepted, int status, String code) {
        String key = account().key("read");

        assertRefused(given().header("X-Api-Key", key).accept(accepted).request(method, path), status, code);
    }

    private static TestAccount account() {
        return TestAccount.with(Map.of("dialect", "agentgate"));
    }

    private static Response get(TestAccount account, String pathAndQuery) {
        return as(account.key("read")).urlEncodingEnabled(false).get(pathAndQuery);
    }

    private static Response assertRefused(Response answer, int status, String code) {
        ERROR.assertHolds(answer.then().statusCode(status).extract().asString());
        answer.then().contentType("application/json").body("error.code", equalTo(code));
        return answer;
    }
}
