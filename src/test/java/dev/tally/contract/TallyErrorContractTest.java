package dev.tally.contract;

import static dev.tally.testing.TestAccount.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code GET /v1/query} refuses. */
@QuarkusTest
class TallyErrorContractTest {
    private static final JsonContract PROBLEM = JsonContract.of("tally/problem.json");

    @ParameterizedTest
    @CsvSource({
        "modell=opus,                                          modell,      There is no parameter ''modell''",
        "group_by=colour,                                      group_by,    Invalid group_by ''colour''",
        "group_by=,                                            group_by,    must not be empty",
        "'group_by=model,',                                    group_by,    Invalid group_by ''''",
        "'group_by=model,model',                               group_by,    twice",
        "group_by=model&group_by=model,                        group_by,    twice",
        "'group_by=model,provider,profile',                    group_by,    at most 2",
        "granularity=year,                                     granularity, 'quarter_hour, hour, day, week, month'",
        "granularity=,                                         granularity, must not be empty",
        "granularity=day&granularity=day,                      granularity, more than once",
        "tz=Mars/Olympus,                                      tz,          IANA",
        "tz=,                                                  tz,          must not be empty",
        "from=today,                                           from,        ISO 8601",
        "to=2026-02-29,                                        to,          ISO 8601",
        "from=2026-01-02&to=2026-01-01,                        from,        'must be before'",
        "from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z,    from,        'must be before'",
        "run_id=,                                              run_id,      must not be empty",
        "run_id=a&run_id=,                                     run_id,      must not be empty",
    })
    void badParametersAreNamed(String query, String field, String detail) {
        Response answer =
                as(TestAccount.team().key("read")).urlEncodingEnabled(false).get("/v1/query?" + query);

        assertProblem(answer, 400, "Bad Request")
                .body("field", equalTo(field))
                .body("detail", containsString(detail.replace("''", "'")));
    }

    @ParameterizedTest
    @CsvSource({"group_by=email, group_by", "'group_by=model,email', group_by", "email=ada@example.com, email"})
    void usageByEMailIsForTeams(String query, String field) {
        Response answer = as(TestAccount.solo().key("read")).get("/v1/query?" + query);

        assertProblem(answer, 403, "Forbidden").body("field", equalTo(field));
    }

    @Test
    void aSoloPersonReadsEverythingElse() {
        TestAccount account = TestAccount.solo();

        as(account.token("ada@example.com"))
                .get("/v1/query?group_by=model,project_id")
                .then()
                .statusCode(200);
    }

    @Test
    void whoeverIsNotKnownIsUnauthorized() {
        assertProblem(given().get("/v1/query"), 401, "Unauthorized");
        assertProblem(as("wrong").get("/v1/query"), 401, "Unauthorized").header("WWW-Authenticate", equalTo("Bearer"));
        // Nothing is said of the parameters to strangers.
        assertProblem(given().get("/v1/query?modell=opus"), 401, "Unauthorized");
    }

    @ParameterizedTest
    @ValueSource(strings = {"member", "viewer"})
    void membersAndViewersMayNotReadTheTeamsUsage(String role) {
        TestAccount account = TestAccount.team().member("ada@example.com", role);

        assertProblem(as(account.token("ada@example.com")).get("/v1/query"), 403, "Forbidden");
    }

    @Test
    void aKeyNeedsTheScopeAndReadsItsOwnAccountOnly() {
        TestAccount account = TestAccount.team();
        Response another = as(account.key("read"))
                .header("X-Tally-Account", TestAccount.team().id())
                .get("/v1/query");

        assertProblem(as(account.key("ingest", "admin")).get("/v1/query"), 403, "Forbidden");
        assertProblem(another, 403, "Forbidden");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/queries, application/json, 404, Not Found",
        "POST,   /v1/query,   application/json, 405, Method Not Allowed",
        "DELETE, /v1/query,   application/json, 405, Method Not Allowed",
        "GET,    /v1/query,   text/html,        406, Not Acceptable",
    })
    void whatIsNotServedIsAProblem(String method, String path, String accepted, int status, String title) {
        String key = TestAccount.team().key("read");

        assertProblem(given().header("X-Api-Key", key).accept(accepted).request(method, path), status, title);
    }

    private static ValidatableResponse assertProblem(Response answer, int status, String title) {
        PROBLEM.assertHolds(answer.then().statusCode(status).extract().asString());
        return answer.then()
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("title", equalTo(title));
    }
}
