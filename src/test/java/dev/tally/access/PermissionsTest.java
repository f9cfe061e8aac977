package dev.tally.access;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.http.CurrentRequest;
import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class PermissionsTest {
    private static final String SUMMARY = "/v1/query";

    private TestAccount team;

    @BeforeEach
    void makeATeam() {
        team = TestAccount.team();
    }

    @ParameterizedTest
    @CsvSource({"read,200,403,403", "admin,403,200,403", "ingest,403,403,200"})
    void aKeyMayDoWhatItsScopeSays(String scope, int reading, int administering, int ingesting) {
        String key = team.key(scope);

        as(key).get(SUMMARY).then().statusCode(reading);
        as(key).get(team.path("")).then().statusCode(administering);
        as(key).body(Map.of("id", "e1")).post("/v1/events").then().statusCode(ingesting);
    }

    @ParameterizedTest
    @CsvSource({"owner,200", "admin,200", "member,403", "viewer,403"})
    void aPersonalKeyReadsAndAdministersByTheRoleOfItsPerson(String role, int status) {
        String email = role + "@example.com";
        team.member(email, role);
        String key = team.personalKey(email, "read", "admin", "ingest");

        as(key).get(SUMMARY).then().statusCode(status);
        as(key).get(team.path("")).then().statusCode(status);
        as(key).body(Map.of("id", role)).post("/v1/events").then().statusCode(200);
    }

    @Test
    void aPersonalKeyOfAStrangerToTheTeamMayOnlyIngest() {
        String key = team.personalKey("stranger@example.com", "read", "admin", "ingest");

        as(key).get(SUMMARY).then().statusCode(403);
        as(key).get(team.path("")).then().statusCode(403);
        as(key).body(Map.of("id", "e1")).post("/v1/events").then().statusCode(200);
    }

    @Test
    void whoLeavesTheTeamIsAStrangerAtOnce() {
        team.member("leaver@example.com", "admin");
        String key = team.personalKey("leaver@example.com", "read");
        as(key).get(SUMMARY).then().statusCode(200);

        asAdministrator()
                .delete(team.path("/members/leaver@example.com"))
                .then()
                .statusCode(204);

        as(key).get(SUMMARY).then().statusCode(401);
    }

    @Test
    void aSoloUsersPersonalKeyReadsTheirOwnUsage() {
        TestAccount solo = TestAccount.solo();

        as(solo.personalKey("ada@example.com", "read")).get(SUMMARY).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/keys", "/members", "/credits"})
    void anotherAccountAndOneThatDoesNotExistAreRefusedAlike(String rest) {
        TestAccount other = TestAccount.team();
        String key = team.key("admin", "read", "ingest");

        String existing = refusal(key, "/v1/accounts/" + other.id() + rest);

        assertEquals(existing, refusal(key, "/v1/accounts/" + other.externalId() + rest));
        assertEquals(existing, refusal(key, "/v1/accounts/" + UUID.randomUUID() + rest));
        assertEquals(existing, refusal(key, "/v1/accounts/org_nobody_has" + rest));
    }

    @Test
    void theAccountHeaderGivesNobodyAnotherAccount() {
        TestAccount other = TestAccount.team();
        String key = team.key("read");

        String existing = withHeader(key, other.id(), 403);

        assertEquals(existing, withHeader(key, UUID.randomUUID().toString(), 403));
        withHeader(key, team.externalId(), 200);
    }

    @Test
    void theAdministratorActsOnTheAccountThatTheHeaderNames() {
        asAdministrator()
                .header(CurrentRequest.ACCOUNT_HEADER, team.externalId())
                .get(SUMMARY)
                .then()
                .statusCode(200);
        asAdministrator()
                .header(CurrentRequest.ACCOUNT_HEADER, "org_nobody_has")
                .get(SUMMARY)
                .then()
                .statusCode(404);
        asAdministrator().get(SUMMARY).then().statusCode(400).body("field", equalTo(CurrentRequest.ACCOUNT_HEADER));
    }

    @Test
    void theAdministratorIsToldThatAnAccountDoesNotExist() {
        asAdministrator().get("/v1/accounts/org_nobody_has").then().statusCode(404);
        asAdministrator().get("/v1/accounts/%00").then().statusCode(404);
    }

    @Test
    void anAccountsAdministratorSeesItsOwnAccountAloneAndMakesNone() {
        String key = team.key("admin");

        as(key).get("/v1/accounts")
                .then()
                .statusCode(200)
                .body("accounts", hasSize(1))
                .body("accounts[0].id", equalTo(team.id()));
        as(key).body(Map.of("kind", "team", "name", "Another"))
                .post("/v1/accounts")
                .then()
                .statusCode(403);
        as(key).body(Map.of("rate", 1)).put("/v1/currency-rates/EUR/USD").then().statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "True"})
    void howAnAnswerWasFoundIsForAdministratorsHoweverTheyAsk(String explain) {
        String path = "/v1/query?explain=" + explain;

        as(team.key("read")).get(path).then().statusCode(403).body("field", equalTo("explain"));
        as(team.key("read", "admin")).get(path).then().statusCode(200).body("explain", notNullValue());
    }

    private static String refusal(String key, String path) {
        return as(key).urlEncodingEnabled(false)
                .header("X-Request-Id", "the-same")
                .get(path)
                .then()
                .statusCode(403)
                .extract()
                .asString();
    }

    private static String withHeader(String key, String account, int status) {
        return as(key).header(CurrentRequest.ACCOUNT_HEADER, account)
                .header("X-Request-Id", "the-same")
                .get(SUMMARY)
                .then()
                .statusCode(status)
                .extract()
                .asString();
    }
}
