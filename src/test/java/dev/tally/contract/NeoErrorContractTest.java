package dev.tally.contract;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.tally.http.RequestIdFilter;
import dev.tally.testing.BrokenDatabase;
import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How Neo refuses. */
@QuarkusTest
class NeoErrorContractTest {
    private static final JsonContract CONTRACT = JsonContract.of("neo/error.json");
    private static final String SEED_PATH = "/api/v1/usage/summary";
    private static final String BASE_PATH = "/neo/api/v1/usage/summary";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            group_by=year                 | Invalid group_by 'year'. Valid values: day, week, month
            group_by=                     | 'group_by' must not be empty
            group_by=day&group_by=week    | 'group_by' is given more than once
            from=yesterday                | 'from' must be an ISO 8601 date or date-time
            to=2026-02-30                 | 'to' must be an ISO 8601 date or date-time
            from=2026-02-02&to=2026-02-01 | 'from' must be before 'to'
            """)
    void aBadParameterIsNamed(String query, String error) {
        String key = TestAccount.team().key("read");

        for (String path : new String[] {SEED_PATH, BASE_PATH}) {
            Response answer = TestAccount.as(key).get(path + "?" + query);

            assertRefused(answer, 400, "invalid_request", "invalid request", error);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SEED_PATH, BASE_PATH, "/neo/nothing/here"})
    void aRequestWithoutACredentialIsUnauthorized(String path) {
        assertRefused(given().get(path), 401, "unauthorized", "unauthorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {SEED_PATH, BASE_PATH})
    void anUnknownKeyIsUnauthorized(String path) {
        Response answer =
                given().header("X-Api-Key", "neo_sk_" + TestAccount.unique()).get(path);

        assertRefused(answer, 401, "unauthorized", "unauthorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "viewer"})
    void aMemberOrViewerOfATeamIsForbidden(String role) {
        TestAccount team = TestAccount.team().member("eve@example.com", role);
        String key = team.personalKey("eve@example.com", "read");

        for (String path : new String[] {SEED_PATH, BASE_PATH}) {
            assertRefused(TestAccount.as(key).get(path), 403, "forbidden", "forbidden request");
        }
    }

    @Test
    void aKeyThatMayNotReadIsForbidden() {
        String key = TestAccount.solo().key("ingest");

        assertRefused(TestAccount.as(key).get(BASE_PATH), 403, "forbidden", "forbidden request");
    }

    @Test
    void anUnknownPathDoesNotExist() {
        String key = TestAccount.solo().key("read");

        Response answer = TestAccount.as(key).get("/neo/api/v1/usage/nothing");

        assertRefused(answer, 404, "not_exists", "not exists");
    }

    @ParameterizedTest
    @ValueSource(strings = {SEED_PATH, BASE_PATH})
    void anotherMethodIsNotAllowed(String path) {
        String key = TestAccount.solo().key("read");

        Response answer = TestAccount.as(key).post(path);

        assertRefused(answer, 405, "method_not_allowed", "method not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {SEED_PATH, BASE_PATH})
    void anotherMediaTypeIsNotAcceptable(String path) {
        String key = TestAccount.solo().key("read");

        Response answer = TestAccount.as(key).accept("text/csv").get(path);

        assertRefused(answer, 406, "not_acceptable", "not acceptable");
    }

    @Test
    void aFaultOfTheServiceIsToldWithoutItsCause() {
        String key = TestAccount.solo().key("read");

        BrokenDatabase.during(() -> assertRefused(
                TestAccount.as(key).get(SEED_PATH), 500, "internal", "internal", "An unexpected error occurred"));
    }

    private static void assertRefused(Response answer, int status, String code, String kind) {
        assertRefused(answer, status, code, kind, answer.path("error"));
    }

    private static void assertRefused(Response answer, int status, String code, String kind, String error) {
        answer.then()
                .statusCode(status)
                .contentType("application/json")
                .body("error", equalTo(error))
                .body("code", equalTo(code))
                .body("kind", equalTo(kind))
                .body("message", equalTo(kind + ": " + error))
                .body("error_id", equalTo(answer.header(RequestIdFilter.HEADER)));
        CONTRACT.assertHolds(answer.asString());
    }
}
