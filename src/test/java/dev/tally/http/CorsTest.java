package dev.tally.http;

import static dev.tally.testing.TestAccount.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service whose operator lets the pages of one origin read its answers. */
@QuarkusTest
@TestProfile(CorsTest.OneOrigin.class)
class CorsTest {
    private static final String DASHBOARD = "https://dashboard.example";

    public static class OneOrigin implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tally.cors.origins", DASHBOARD);
        }
    }

    /** Also a summary that is repeated, which goes a short way. */
    @Test
    void aPageOfThatOriginMayRead() {
        String key = TestAccount.team().key("read");
        given().header("Origin", DASHBOARD)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .options("/v1/query")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo(DASHBOARD))
                .header("Access-Control-Allow-Headers", containsString("Authorization"));
        for (int i = 0; i < 2; i++) {
            as(key).header("Origin", DASHBOARD)
                    .get("/v1/query")
                    .then()
                    .statusCode(200)
                    .header("Access-Control-Allow-Origin", equalTo(DASHBOARD))
                    .header("Access-Control-Expose-Headers", containsString("RateLimit-Remaining"))
                    .header("X-Content-Type-Options", equalTo("nosniff"));
        }
    }

    @Test
    void aPageOfAnotherOriginMayNot() {
        as(TestAccount.team().key("read"))
                .header("Origin", "https://elsewhere.example")
                .get("/v1/query")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void whoeverIsNoPageIsNotAsked() {
        as(TestAccount.team().key("read")).get("/v1/query").then().statusCode(200);
    }
}
