package dev.tally.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.contract.JsonContract;
import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sources that send credentials which are no good. The test is behind a proxy, so that each can be another source: an address
 * that no other test uses.
 */
@QuarkusTest
@TestProfile(FailedAttemptsTest.Three.class)
class FailedAttemptsTest {
    private static final String BAD = "unknown-key-0123456789";

    private final String source = anAddress();

    public static class Three implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tally.limits.failed-attempts", "3/day",
                    "tally.limits.trusted-proxies", "127.0.0.0/8,::1,10.0.0.0/8");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tally/problem.json,/v1/query",
        "neo/error.json,/neo/api/v1/usage/summary",
        "surnex/error.json,/surnex/v1/usage",
        "freddy/error.json,/freddy/v1/analytics/usage/summary/org_x",
        "agentgate/error.json,/agentgate/api/v1/usage/summary",
        "umbraco/problem.json,/umbraco/umbraco/ai/management/api/v1/analytics/usage-summary"
    })
    void afterTooManyEachApiAsksInItsWordsToComeBack(String contract, String path) {
        fail(source, 3);

        Response refusal = from(source, BAD).get(path);

        refusal.then().statusCode(429);
        JsonContract.of(contract).assertHolds(refusal.asString());
        long seconds = Long.parseLong(refusal.header("Retry-After"));
        assertTrue(seconds > 28_000 && seconds <= 28_801, "a third of a day: " + seconds);
    }

    @Test
    void aGuessIsWorthNothingThoughItIsRight() {
        String key = TestAccount.team().key("read");
        fail(source, 3);

        from(source, key).get("/v1/query").then().statusCode(429);
        from(anAddress(), key).get("/v1/query").then().statusCode(200);
    }

    /** Also where others have used the very same request before, so that it would go the short way. */
    @Test
    void aGuessIsWorthNothingThoughItsAnswerIsInMemory() {
        String key = TestAccount.team().key("read");
        String home = anAddress();
        from(home, key).get("/v1/query").then().statusCode(200);
        from(home, key).get("/v1/query").then().statusCode(200);
        fail(source, 3);

        from(source, key).get("/v1/query").then().statusCode(429);
        from(home, key).get("/v1/query").then().statusCode(200);
    }

    @Test
    void whoeverWasLetInBeforeFromThereStillIs() {
        TestAccount account = TestAccount.team();
        String key = account.key("read");
        String token = account.token("ada@example.com", "owner");
        from(source, key).get("/v1/query").then().statusCode(200);
        from(source, token).get("/v1/query").then().statusCode(200);
        fail(source, 5);

        from(source, key).get("/v1/query").then().statusCode(200);
        from(source, key).get("/v1/query?group_by=model").then().statusCode(200);
        from(source, token).get("/v1/query").then().statusCode(200);
        from(source, BAD).get("/v1/query").then().statusCode(429);
    }

    @Test
    void aKeyThatWasLetInBeforeIsRefusedOnceItIsRevoked() {
        TestAccount account = TestAccount.team();
        Map<String, String> made = TestAccount.asAdministrator()
                .body(Map.of("name", "to be revoked", "scopes", new String[] {"read"}))
                .post(account.path("/keys"))
                .path("");
        from(source, made.get("secret")).get("/v1/query").then().statusCode(200);
        fail(source, 3);
        TestAccount.asAdministrator()
                .delete(account.path("/keys/" + made.get("id")))
                .then()
                .statusCode(204);

        from(source, made.get("secret")).get("/v1/query").then().statusCode(401);
    }

    @Test
    void aRequestWithoutACredentialIsNoAttempt() {
        for (int i = 0; i < 5; i++) {
            forwarded(source).get("/v1/query").then().statusCode(401);
        }
        from(source, BAD).get("/v1/query").then().statusCode(401);
    }

    @Test
    void malformedCredentialsAndBadTokensAreAttempts() {
        forwarded(source)
                .header("Authorization", "Basic x")
                .get("/v1/query")
                .then()
                .statusCode(401);
        forwarded(source).header("X-Api-Key", "short").get("/v1/query").then().statusCode(401);
        from(source, "eyJhbGciOiJub25lIn0.e30.").get("/v1/query").then().statusCode(401);

        from(source, BAD).get("/v1/query").then().statusCode(429);
    }

    @Test
    void whatAClientClaimsToBeForwardedForMakesNoDifference() {
        for (int i = 0; i < 3; i++) {
            from(anAddress() + ", " + source, BAD).get("/v1/query").then().statusCode(401);
        }

        from(anAddress() + ", " + source, BAD).get("/v1/query").then().statusCode(429);
        from(source + ", 10.1.2.3", BAD).get("/v1/query").then().statusCode(429);
        from("nonsense, " + source, BAD).get("/v1/query").then().statusCode(429);
        from(source + ", " + anAddress(), BAD).get("/v1/query").then().statusCode(401);
    }

    @Test
    void addressesOfOneNetworkOfSixtyFourBitsAreOneSource() {
        String network =
                "2001:db8:" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1, 0xffff)) + ":7:";
        for (int i = 1; i <= 3; i++) {
            from(network + ":" + i, BAD).get("/v1/query").then().statusCode(401);
        }

        from(network + "8:9:a:b", BAD).get("/v1/query").then().statusCode(429);
        from(network.replace(":7:", ":8:") + ":1", BAD).get("/v1/query").then().statusCode(401);
    }

    @Test
    void attemptsAreCountedByWhatWasWrongAndNotBySource() {
        double invalid = attempts("invalid");
        double limited = attempts("limited");
        double missing = attempts("missing");
        fail(source, 3);
        from(source, BAD).get("/v1/query").then().statusCode(429).body("detail", containsString("3 in a day"));
        forwarded(source).get("/v1/query").then().statusCode(401).body("detail", equalTo("Authentication is required"));

        assertEquals(3, attempts("invalid") - invalid);
        assertEquals(1, attempts("limited") - limited);
        assertEquals(1, attempts("missing") - missing);
        assertFalse(Metered.all().contains(source));
    }

    private static double attempts(String reason) {
        return Metered.value("tally_access_failed_attempts_total{reason=\"" + reason + "\"}");
    }

    private static void fail(String source, int times) {
        for (int i = 0; i < times; i++) {
            int status = from(source, BAD).get("/v1/query").statusCode();
            assertEquals(i < 3 ? 401 : 429, status);
        }
    }

    private static RequestSpecification from(String source, String credential) {
        return forwarded(source).header("Authorization", "Bearer " + credential);
    }

    private static RequestSpecification forwarded(String source) {
        return given().header("X-Forwarded-For", source);
    }

    /** One of those that are free for experiments (RFC 2544), 131,072 of them. */
    private static String anAddress() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "198." + random.nextInt(18, 20) + "." + random.nextInt(256) + "." + random.nextInt(256);
    }
}
