package dev.tally.ops;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What an orchestrator, who has no credential, is told of the service. */
@QuarkusTest
final class HealthTest {
    @Test
    void livenessAsksNothingOfTheDatabase() {
        given().get("/q/health/live")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks", empty());
    }

    @Test
    void readinessSaysThatTheDatabaseAnswersAndNothingElseOfIt() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.size()", equalTo(1))
                .body("checks[0].name", equalTo("database"))
                .body("checks[0].status", equalTo("UP"))
                .body("checks[0].data", nullValue());
    }
}
