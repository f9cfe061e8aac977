package dev.tally.contract;

import static dev.tally.testing.TestAccount.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SurnexContractTest {
    private static final JsonContract USAGE = JsonContract.of("surnex/usage.json");
    private static final JsonContract ERROR = JsonContract.of("surnex/error.json");
    private static final String PROJECT = "5f0f3a9e-0c0e-4b7e-9a53-6d8a4b1f0c11";

    @ParameterizedTest
    @ValueSource(strings = {"/v1/usage", "/surnex/v1/usage"})
    void theContractsExampleIsReproduced(String path) {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, twelveCalls());

        Response answer = as(account.key("read"))
                .queryParam("from", "2026-01-01T00:00:00Z")
                .queryParam("to", "2026-02-01T00:00:00Z")
                .queryParam("provider", "dataforseo")
                .get(path);

        String totals = """
                {"calls_total": 12, "calls_by_operation": {"llm_mentions_aggregated_metrics_live": 5,
                "llm_mentions_top_domains_live": 4, "llm_mentions_search_live": 3}, "avg_latency_ms": 190.5,
                "p95_latency_ms": 320, "http_status_counts": {"2xx": 11, "4xx": 1, "5xx": 0},
                "estimated_cost_usd": 0.19}""";
        assertAnswers(answer, """
                {"account_id": "%s", "range": {"from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"},
                "provider": "dataforseo", "totals": %s, "providers": {"dataforseo": %s},
                "snapshots": {"snapshots_total": 4, "snapshots_by_status":
                {"queued": 0, "running": 0, "complete": 3, "partial": 1, "failed": 0}}}""".formatted(account.id(), totals, totals));
    }

    @Test
    void anEmptyAccountHasZerosAndNulls() {
        TestAccount account = TestAccount.solo();

        Response answer = as(account.key("read")).get("/v1/usage");

        assertAnswers(answer, """
                {"account_id": "%s", "range": {"from": null, "to": null}, "provider": "all",
                "totals": {"calls_total": 0, "calls_by_operation": {}, "avg_latency_ms": null, "p95_latency_ms": null,
                "http_status_counts": {"2xx": 0, "4xx": 0, "5xx": 0}, "estimated_cost_usd": 0},
                "providers": {}, "snapshots": {"snapshots_total": 0, "snapshots_by_status":
                {"queued": 0, "running": 0, "complete": 0, "partial": 0, "failed": 0}}}""".formatted(account.id()));
    }

    @Test
    void oneCallWithoutAnyDimensionCountsInTheTotalsAlone() {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, "{\"id\": \"only\", \"time\": \"2026-01-05\", \"cost\": 0.1}");

        Response answer = as(account.key("read")).get("/v1/usage");

        USAGE.assertHolds(answer.then().statusCode(200).extract().asString());
        answer.then()
                .body("totals.calls_total", equalTo(1))
                .body("totals.calls_by_operation", anEmptyMap())
                .body("totals.avg_latency_ms", nullValue())
                .body("providers", anEmptyMap());
    }

    @Test
    void projectAndProviderNarrowCallsAndSnapshotsAlike() {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, """
                {"id":"a","time":"2026-01-05","project_id":"%1$s","provider":"x","snapshot_id":"s1","snapshot_status":"running"}
                {"id":"b","time":"2026-01-06","project_id":"%1$s","provider":"y","snapshot_id":"s1","snapshot_status":"complete"}
                {"id":"c","time":"2026-01-07","project_id":"other","provider":"x","snapshot_id":"s2","snapshot_status":"failed"}
                """.formatted(PROJECT));

        Response answer = as(account.key("read"))
                .queryParam("project_id", PROJECT.toUpperCase(Locale.ROOT))
                .queryParam("provider", "x")
                .get("/v1/usage");

        // Of the three calls only a is of that project and provider; s1 was used under both and is complete by now.
        USAGE.assertHolds(answer.then().statusCode(200).extract().asString());
        answer.then()
                .body("totals.calls_total", equalTo(1))
                .body("snapshots.snapshots_total", equalTo(1))
                .body("snapshots.snapshots_by_status.complete", equalTo(1))
                .body("snapshots.snapshots_by_status.failed", equalTo(0));
    }

    /** Swift and SQL Server, for two, write them in upper case. */
    @ParameterizedTest
    @CsvSource({
        "0F1CE1F3-D6FC-4F1E-9D31-2ED5B1F6EF34, 0F1CE1F3-D6FC-4F1E-9D31-2ED5B1F6EF34",
        "0F1CE1F3-D6FC-4F1E-9D31-2ED5B1F6EF34, 0f1ce1f3-d6fc-4f1e-9d31-2ed5b1f6ef34",
        "0F1CE1F3-D6FC-4F1E-9D31-2ED5B1F6EF34, 0F1CE1F3-d6fc-4f1e-9d31-2ed5b1f6ef34",
        "0f1ce1f3-d6fc-4f1e-9d31-2ed5b1f6ef34, 0F1CE1F3-D6FC-4F1E-9D31-2ED5B1F6EF34"
    })
    void aProjectIsFoundInEitherCase(String sent, String asked) {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, """
                {"id":"a","project_id":"%s","provider":"x","snapshot_id":"s"}
                {"id":"b","project_id":"%s","provider":"x"}
                """.formatted(sent, PROJECT));

        as(account.key("read"))
                .queryParam("project_id", asked)
                .get("/v1/usage")
                .then()
                .statusCode(200)
                .body("totals.calls_total", equalTo(1), "snapshots.snapshots_total", equalTo(1));
    }

    @Test
    void aProjectInBothCasesIsOne() {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, """
                {"id":"a","project_id":"%1$s","provider":"x","snapshot_id":"s"}
                {"id":"b","project_id":"%2$s","provider":"y","snapshot_id":"s"}
                {"id":"c","project_id":"%2$s","provider":"y","snapshot_id":"t"}
                """.formatted(PROJECT, PROJECT.toUpperCase(Locale.ROOT)));

        as(account.key("read"))
                .queryParam("project_id", PROJECT)
                .get("/v1/usage")
                .then()
                .statusCode(200)
                .body("totals.calls_total", equalTo(3), "snapshots.snapshots_total", equalTo(2))
                .body("providers.x.calls_total", equalTo(1), "providers.y.calls_total", equalTo(2));
    }

    @Test
    void theRangeIsToldWithThePlusSignThatWasMeant() {
        as(TestAccount.team().key("read"))
                .urlEncodingEnabled(false)
                .get("/v1/usage?from=2026-01-01T00:00:00+01:00&to=2026-01-02")
                .then()
                .statusCode(200)
                .body("range.from", equalTo("2026-01-01T00:00:00+01:00"), "range.to", equalTo("2026-01-02"));
    }

    @Test
    void operationsAreToldOfEachProvider() {
        TestAccount account = TestAccount.team();
        TestEvents.record(account, """
                {"id":"1","provider":"x","operation":"chat"}
                {"id":"2","provider":"x","operation":"embed"}
                {"id":"3","provider":"x","operation":"embed"}
                {"id":"4","provider":"y","operation":"chat"}
                {"id":"5","provider":"z"}
                """);

        String body = as(account.key("read")).get("/v1/usage").asString();

        assertTrue(body.contains("\"x\":{\"calls_total\":3,\"calls_by_operation\":{\"embed\":2,\"chat\":1}"), body);
        assertTrue(body.contains("\"y\":{\"calls_total\":1,\"calls_by_operation\":{\"chat\":1}"), body);
        assertTrue(body.contains("\"z\":{\"calls_total\":1,\"calls_by_operation\":{}"), body);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "from=2026-02-01&to=2026-01-01,                     from,       from must be before to",
                "from=2026-01-01T00:00:00Z&to=2026-01-01T00:00:00Z, from,       from must be before to",
                "from=yesterday,                                    from,       'from' must be an ISO 8601 date or date-time",
                "to=2026-02-30,                                     to,         'to' must be an ISO 8601 date or date-time",
                "project_id=p1,                                     project_id, 'project_id' must be a UUID",
                "provider=,                                         provider,   'provider' must not be empty",
                "from=,                                             from,       'from' must not be empty",
                "provider=a&provider=b,                             provider,   'provider' is given more than once",
            })
    void badParametersAreIssues(String query, String parameter, String message) {
        TestAccount account = TestAccount.team();

        Response answer = as(account.key("read")).get("/v1/usage?" + query);

        ERROR.assertHolds(answer.then().statusCode(400).extract().asString());
        answer.then()
                .body("error.code", equalTo("VALIDATION_ERROR"))
                .body("error.message", equalTo("Invalid request"))
                .body("error.details.issues[0].path[0]", equalTo(parameter))
                .body("error.details.issues[0].message", equalTo(message))
                .body("error.details.issues[0].code", equalTo("custom"));
    }

    @Test
    void everyParameterAtFaultIsNamedInTheOrderOfTheContract() {
        as(TestAccount.team().key("read"))
                .get("/v1/usage?to=tomorrow&from=&provider=&project_id=7")
                .then()
                .statusCode(400)
                .body(
                        "error.details.issues.path",
                        equalTo(List.of(List.of("project_id"), List.of("provider"), List.of("from"), List.of("to"))))
                .body(
                        "error.details.issues.message",
                        equalTo(List.of(
                                "'project_id' must be a UUID",
                                "'provider' must not be empty",
                                "'from' must not be empty",
                                "'to' must be an ISO 8601 date or date-time")));
    }

    @Test
    void aMissingKeyIsUnauthorizedAndTheRequestIdIsInTheHeaderToo() {
        Response answer = given().header("X-Request-Id", "req_123").get("/v1/usage");

        answer.then()
                .statusCode(401)
                .header("X-Request-Id", equalTo("req_123"))
                .body("error.code", equalTo("UNAUTHORIZED"))
                .body("error.message", equalTo("Unauthorized"))
                .body("error.request_id", equalTo("req_123"))
                .body("error.details.reason", equalTo("missing_or_invalid_api_key"));
        ERROR.assertHolds(answer.asString());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /v1/usage,          ingest, application/json, 403, FORBIDDEN",
        "POST,   /v1/usage,          read,   application/json, 405, METHOD_NOT_ALLOWED",
        "DELETE, /surnex/v1/usage,   read,   application/json, 405, METHOD_NOT_ALLOWED",
        "GET,    /surnex/v1/unknown, read,   application/json, 404, NOT_FOUND",
        "GET,    /surnex/v1/usage,   read,   text/html,        406, NOT_ACCEPTABLE",
    })
    void otherRefusalsHaveTheSameForm(
            String method, String path, String scope, String accepted, int status, String code) {
        String key = TestAccount.team().key(scope);

        Response answer = given().header("x-api-key", key).accept(accepted).request(method, path);

        ERROR.assertHolds(answer.then().statusCode(status).extract().asString());
        answer.then().contentType("application/json").body("error.code", equalTo(code));
    }

    private static void assertAnswers(Response answer, String expected) {
        String body = answer.then().statusCode(200).extract().asString();
        USAGE.assertHolds(body);
        Json.assertSame(expected, body);
    }

    /**
     * Latencies: ten of 180, one of 166 and one of 320 make 2,286 ms, which is 12 × 190.5; the 95th percentile of twelve
     * is the ⌈11.4⌉th, the greatest. Costs: eleven of 0.016 and one of 0.014 make 0.19. The calls belong to four snapshots,
     * by turns.
     */
    private static String twelveCalls() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            String operation = i < 5 ? "aggregated_metrics" : i < 9 ? "top_domains" : "search";
            int duration = i == 0 ? 320 : i == 1 ? 166 : 180;
            String cost = i == 0 ? "0.014" : "0.016";
            lines.append("""
                    {"id":"call-%d","time":"2026-01-%dT12:00:00Z","provider":"dataforseo",\
                    "operation":"llm_mentions_%s_live","duration_ms":%d,"http_status":%d,"cost":%s,\
                    "snapshot_id":"s%d","snapshot_status":"%s"}
                    """.formatted(
                            i,
                            i + 10,
                            operation,
                            duration,
                            i == 11 ? 429 : 200,
                            cost,
                            i % 4,
                            i % 4 == 3 ? "partial" : "complete"));
        }
        return lines.toString();
    }
}
