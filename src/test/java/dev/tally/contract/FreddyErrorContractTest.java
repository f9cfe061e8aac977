package dev.tally.contract;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import dev.tally.http.RequestIdFilter;
import dev.tally.testing.BrokenDatabase;
import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How Freddy refuses. */
@QuarkusTest
class FreddyErrorContractTest {
    private static final JsonContract CONTRACT = JsonContract.of("freddy/error.json");
    private static final String SEED_PATH = "/v1/analytics/usage/summary/";
    private static final String BASE_PATH = "/freddy/v1/analytics/usage/summary/";

    private final TestClock clock = new TestClock();

    @BeforeEach
    void itIsTheTimeOfTheExamples() {
        clock.stopAt(Instant.parse("2025-11-15T10:30:00.987654Z"));
    }

    @AfterEach
    void theClockRunsAgain() {
        clock.run();
    }

    @ParameterizedTest
    @ValueSource(strings = {SEED_PATH, BASE_PATH})
    void aRequestWithoutACredentialGetsTheContractsExample(String path) {
        Response answer = given().header(RequestIdFilter.HEADER, "abc-123-def").get(path + "org_abc123");

        answer.then().statusCode(401);
        assertSame("""
                {"success": false, "error": {
                  "code": "AUTHENTICATION_REQUIRED", "message": "Authentication required",
                  "system_message": "No API key provided", "type": "client_error", "status": 401,
                  "trace_id": "abc-123-def", "timestamp": "2025-11-15T10:30:00Z"}}
                """, answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {SEED_PATH, BASE_PATH})
    void anotherOrganizationGetsTheContractsExampleWhetherItExistsOrNot(String path) {
        String key = TestAccount.solo().key("read");
        TestAccount other = TestAccount.team();

        for (String organization : new String[] {other.externalId(), other.id(), "org_of_nobody"}) {
            Response answer = TestAccount.as(key)
                    .header(RequestIdFilter.HEADER, "def-456-ghi")
                    .get(path + organization);

            answer.then().statusCode(403);
            assertSame("""
                    {"success": false, "error": {
                      "code": "ORGANIZATION_ACCESS_DENIED", "message": "Access denied to organization",
                      "system_message": "API key doesn't belong to organization", "type": "authorization_error", "status": 403,
                      "trace_id": "def-456-ghi", "timestamp": "2025-11-15T10:30:00Z"}}
                    """, answer);
        }
    }

    @Test
    void aFaultOfTheServiceIsToldWithoutItsCause() {
        TestAccount account = TestAccount.with(Map.of("currency", "CHF"));
        String key = account.key("read");

        BrokenDatabase.during(() -> {
            Response answer = TestAccount.as(key)
                    .header(RequestIdFilter.HEADER, "jkl-012-mno")
                    .get(SEED_PATH + account.externalId());

            answer.then().statusCode(500);
            assertSame("""
                    {"success": false, "error": {
                      "code": "INTERNAL_ERROR", "message": "An unexpected error occurred",
                      "system_message": "An unexpected error occurred", "type": "server_error", "status": 500,
                      "trace_id": "jkl-012-mno", "timestamp": "2025-11-15T10:30:00Z"}}
                    """, answer);
        });
    }

    @Test
    void anUnknownKeyIsUnauthorized() {
        Response answer =
                given().header("X-API-Key", "ak_" + TestAccount.unique()).get(SEED_PATH + "org_abc123");

        assertRefused(answer, 401, "AUTHENTICATION_REQUIRED", "client_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "viewer"})
    void aMemberOrViewerOfATeamIsDenied(String role) {
        TestAccount team = TestAccount.team().member("eve@example.com", role);
        String key = team.personalKey("eve@example.com", "read");

        Response answer = TestAccount.as(key).get(SEED_PATH + team.externalId());

        assertRefused(answer, 403, "ORGANIZATION_ACCESS_DENIED", "authorization_error");
    }

    @Test
    void anUnknownPathIsNotFound() {
        String key = TestAccount.solo().key("read");

        assertRefused(TestAccount.as(key).get("/freddy/v1/analytics"), 404, "NOT_FOUND", "client_error");
        assertRefused(TestAccount.as(key).get(BASE_PATH + "a/b"), 404, "NOT_FOUND", "client_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {SEED_PATH, BASE_PATH})
    void anotherMethodIsNotAllowed(String path) {
        TestAccount account = TestAccount.solo();

        Response answer = TestAccount.as(account.key("read")).delete(path + account.externalId());

        assertRefused(answer, 405, "METHOD_NOT_ALLOWED", "client_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {SEED_PATH, BASE_PATH})
    void anotherMediaTypeIsNotAcceptable(String path) {
        TestAccount account = TestAccount.solo();

        Response answer = TestAccount.as(account.key("read")).accept("text/csv").get(path + account.externalId());

        assertRefused(answer, 406, "NOT_ACCEPTABLE", "client_error");
    }

    @Test
    void costsWithoutARateToFrancsAreNotGuessed() {
        TestAccount account = TestAccount.with(Map.of("currency", "ISK"));
        TestEvents.record(account, "{\"id\":\"1\",\"time\":\"2025-01-01\",\"cost\":0.01}");

        Response answer = TestAccount.as(account.key("read")).get(SEED_PATH + account.externalId());

        assertRefused(answer, 422, "UNPROCESSABLE", "client_error");
        answer.then().body("error.system_message", equalTo("There is no currency rate from ISK to CHF"));
    }

    @Test
    void nothingIsNothingInFrancsToo() {
        TestAccount account = TestAccount.with(Map.of("currency", "ISK"));
        TestEvents.record(account, "{\"id\":\"1\",\"time\":\"2025-01-01\"}");

        TestAccount.as(account.key("read"))
                .get(SEED_PATH + account.externalId())
                .then()
                .statusCode(200)
                .body("totalRequests", equalTo(1), "totalCost", equalTo(0.0f));
    }

    @Test
    void toTheAdministratorThePathNamesTheAccount() {
        TestAccount account = TestAccount.with(Map.of("currency", "CHF"));

        Response found = TestAccount.asAdministrator().get(SEED_PATH + account.externalId());
        Response unknown = TestAccount.asAdministrator().get(SEED_PATH + "org_of_nobody");

        found.then().statusCode(200).body("organization_id", equalTo(account.externalId()));
        assertRefused(unknown, 404, "NOT_FOUND", "client_error");
    }

    private static void assertRefused(Response answer, int status, String code, String type) {
        answer.then()
                .statusCode(status)
                .contentType("application/json")
                .body("error.code", equalTo(code))
                .body("error.type", equalTo(type))
                .body("error.status", equalTo(status))
                .body("error.trace_id", equalTo(answer.header(RequestIdFilter.HEADER)));
        CONTRACT.assertHolds(answer.asString());
    }

    private static void assertSame(String expected, Response answer) {
        CONTRACT.assertHolds(answer.asString());
        Json.assertSame(expected, answer.asString());
    }
}
