package dev.tally.contract;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static io.restassured.RestAssured.given;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Neo and AgentGate are served at one path: whose words its answer has. */
@QuarkusTest
class SharedPathTest {
    private static final String SHARED = "/api/v1/usage/summary";
    private static final JsonContract NEO = JsonContract.of("neo/usage.json");
    private static final JsonContract NEO_ERROR = JsonContract.of("neo/error.json");
    private static final JsonContract AGENTGATE = JsonContract.of("agentgate/summary.json");
    private static final JsonContract AGENTGATE_ERROR = JsonContract.of("agentgate/error.json");

    @Test
    void anAccountThatChoseAgentGateIsAnsweredByIt() {
        assertAnswer(AGENTGATE, accountOf("agentgate"), SHARED);
    }

    @Test
    void anAccountThatChoseNeoIsAnsweredByIt() {
        assertAnswer(NEO, accountOf("neo"), SHARED);
    }

    @Test
    void anAccountThatChoseNothingIsAnsweredByTheServicesDefault() {
        assertAnswer(NEO, TestAccount.team(), SHARED);
    }

    @Test
    void anAccountThatChoseADialectOfOtherPathsIsAnsweredByTheServicesDefault() {
        assertAnswer(NEO, accountOf("surnex"), SHARED);
    }

    @Test
    void aNewChoiceHoldsFromTheNextRequestOn() {
        TestAccount account = accountOf("agentgate");
        assertAnswer(AGENTGATE, account, SHARED);

        asAdministrator()
                .body(Map.of("dialect", "neo"))
                .patch(account.path(""))
                .then()
                .statusCode(200);

        assertAnswer(NEO, account, SHARED);
    }

    @Test
    void aSlashAtTheEndMakesNoDifference() {
        assertAnswer(AGENTGATE, accountOf("agentgate"), SHARED + "/");
        assertAnswer(NEO, TestAccount.team(), "/neo" + SHARED + "/");
        assertRefusal(NEO_ERROR, 401, given().get(SHARED + "/"));
        assertRefusal(NEO_ERROR, 401, given().get("/neo/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"neo", "agentgate", "surnex"})
    void belowTheBasePathsNothingIsAmbiguous(String chosen) {
        TestAccount account = accountOf(chosen);

        assertAnswer(NEO, account, "/neo" + SHARED);
        assertAnswer(AGENTGATE, account, "/agentgate" + SHARED);
    }

    @Test
    void aKnownCallerIsRefusedInTheWordsOfItsAccount() {
        assertRefusal(
                AGENTGATE_ERROR, 403, as(accountOf("agentgate").key("ingest")).get(SHARED));
        assertRefusal(NEO_ERROR, 403, as(accountOf("neo").key("ingest")).get(SHARED));
        assertRefusal(
                AGENTGATE_ERROR, 405, as(accountOf("agentgate").key("read")).delete(SHARED));
        assertRefusal(NEO_ERROR, 405, as(accountOf("neo").key("read")).delete(SHARED));
    }

    @Test
    void anUnknownCallerIsRefusedInTheWordsOfTheServicesDefault() {
        assertRefusal(NEO_ERROR, 401, given().get(SHARED));
        assertRefusal(NEO_ERROR, 401, as("wrong").get(SHARED));
        assertRefusal(AGENTGATE_ERROR, 401, as("wrong").get("/agentgate" + SHARED));
    }

    private static TestAccount accountOf(String dialect) {
        return TestAccount.with(Map.of("dialect", dialect));
    }

    private static void assertAnswer(JsonContract contract, TestAccount account, String path) {
        contract.assertHolds(as(account.key("read"))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private static void assertRefusal(JsonContract contract, int status, Response answer) {
        contract.assertHolds(answer.then().statusCode(status).extract().asString());
    }
}
