package dev.tally.ops;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.tally.testing.Management;
import dev.tally.testing.ServiceDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** What an orchestrator, who has no credential, is told of the service. */
@QuarkusTest
class HealthTest {
    @Test
    void livenessAsksNothingOfTheDatabase() {
        given().get(Management.url("/q/health/live"))
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks", empty());
    }

    @Test
    void readinessSaysWhatWasLookedAt() {
        ready().statusCode(200)
                .body("status", equalTo("UP"))
                .body(
                        "checks.name",
                        containsInAnyOrder("database", "schema", "service", "pending-events", "Graceful Shutdown"))
                .body("checks.status", everyItem(equalTo("UP")))
                .body("checks.find { it.name == 'database' }.data", nullValue())
                .body("checks.find { it.name == 'pending-events' }.data.max_seconds", equalTo(15 * 60));
    }

    @Test
    void aSchemaThatIsTooOldIsNamedWithTheCommandThatMendsIt() {
        int needed = ready().extract().path("checks.find { it.name == 'schema' }.data.needed");
        ServiceDatabase.execute("UPDATE flyway_schema_history SET success = false WHERE version = '" + needed + "'");
        try {
            ready().statusCode(503)
                    .body("checks.find { it.name == 'schema' }.status", equalTo("DOWN"))
                    .body("checks.find { it.name == 'schema' }.data.version", equalTo(needed - 1))
                    .body(
                            "checks.find { it.name == 'schema' }.data.reason",
                            equalTo("older than needed: run the command migrate"));
        } finally {
            ServiceDatabase.execute("UPDATE flyway_schema_history SET success = true");
        }
    }

    @Test
    void thePortOfTheApiHasNeitherHealthNorMetrics() {
        for (String path : new String[] {"/q/health", "/q/health/ready", "/q/health/live", "/q/metrics"}) {
            given().get(path).then().statusCode(not(equalTo(200)));
        }
    }

    @Test
    void thePortOfHealthHasNothingElse() {
        for (String path : new String[] {"/q/openapi", "/q/swagger-ui/", "/v1/query", "/v1/usage"}) {
            given().get(Management.url(path)).then().statusCode(404);
        }
    }

    private static ValidatableResponse ready() {
        return given().get(Management.url("/q/health/ready")).then();
    }
}
