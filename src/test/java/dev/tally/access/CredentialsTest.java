package dev.tally.access;

import static dev.tally.testing.TestAccount.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.tally.testing.AccessResource;
import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CredentialsTest {
    private final TestClock clock = new TestClock();

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @Test
    void aRequestWithoutCredentialIsToldToBringOne() {
        given().get("/v1/accounts")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .contentType("application/problem+json")
                .body("title", equalTo("Unauthorized"), "detail", equalTo("Authentication is required"))
                .body("request_id", startsWith("req_"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/nothing/here", "/v1/accounts/x/keys"})
    void noPathIsOpenToStrangers(String path) {
        given().get(path).then().statusCode(401);
        given().post(path).then().statusCode(401);
    }

    @Test
    void aKeyIsTakenFromEitherHeader() {
        TestAccount account = TestAccount.team();
        String key = account.key("admin");

        as(key).get(account.path("")).then().statusCode(200);
        given().header("authorization", "bearer " + key)
                .get(account.path(""))
                .then()
                .statusCode(200);
        given().header("X-Api-Key", key).get(account.path("")).then().statusCode(200);
        given().header("x-api-key", key).get(account.path("")).then().statusCode(200);
        given().header("Api-Key", key).get(account.path("")).then().statusCode(200);
        given().header("Api-Key", "for the proxy")
                .header("X-Api-Key", key)
                .get(account.path(""))
                .then()
                .statusCode(200);
        given().header("Api-Key", "unknown")
                .get(account.path(""))
                .then()
                .statusCode(401)
                .body("detail", not(equalTo("Authentication is required")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic dGFsbHk6dGFsbHk=",
                "tally_sk_without_any_scheme_at_all",
                "Bearer too-short",
                "Bearer unknown-key-0123456789",
                "Bearer unknown-key-0123456789, Bearer unknown-key-0123456789",
            })
    void aBadAuthorizationIsRefused(String authorization) {
        refused(given().header("Authorization", authorization));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "too-short", "unknown-key-0123456789", "unknown key 0123456789"})
    void aBadKeyHeaderIsRefused(String key) {
        refused(given().header("X-Api-Key", key));
    }

    @Test
    void aKeyThatIsTooLongIsRefused() {
        refused(given().header("X-Api-Key", "k".repeat(513)));
    }

    @Test
    void aRepeatedHeaderIsRefusedEvenWithOneGoodValue() {
        String key = TestAccount.team().key("admin");

        refused(given().header("X-Api-Key", key, key));
        refused(given().header("Authorization", "Bearer " + key, "Bearer " + key));
    }

    @Test
    void aBadCredentialSpoilsAGoodOne() {
        String key = TestAccount.team().key("admin");

        refused(as(key).header("X-Api-Key", "unknown-key-0123456789"));
        refused(given().header("X-Api-Key", key).header("Authorization", "Bearer unknown-key-0123456789"));
        refused(given().header("X-Api-Key", key).header("Authorization", "Basic dGFsbHk6dGFsbHk="));
    }

    @Test
    void twoGoodCredentialsMustBeOfTheSameAccount() {
        TestAccount one = TestAccount.team();
        TestAccount other = TestAccount.team();

        as(one.key("admin"))
                .header("X-Api-Key", one.key("read"))
                .get(one.path(""))
                .then()
                .statusCode(200);
        refused(as(one.key("admin")).header("X-Api-Key", other.key("admin")));
        refused(as(AccessResource.ADMINISTRATOR_KEY).header("X-Api-Key", one.key("admin")));
        refused(as(one.key("admin")).header("X-Api-Key", AccessResource.ADMINISTRATOR_KEY));
    }

    @Test
    void aRevokedKeyIsAsUnknownFromTheNextRequestOn() {
        TestAccount account = TestAccount.team();
        String secret = account.key("admin");
        String id = as(secret).get(account.path("/keys")).then().extract().path("keys[0].id");

        as(secret).delete(account.path("/keys/" + id)).then().statusCode(204);

        refused(as(secret));
    }

    @Test
    void aKeyIsGoodUntilTheInstantOfItsExpiry() {
        TestAccount account = TestAccount.team();
        clock.stopAt(clock.instant());
        String key = account.keyWith(Map.of(
                "scopes",
                List.of("admin"),
                "expires_at",
                clock.instant().plusSeconds(60).toString()));

        clock.advance(Duration.ofSeconds(60).minusNanos(1000));
        as(key).get(account.path("")).then().statusCode(200);

        clock.advance(Duration.ofNanos(1000));
        as(key).get(account.path("")).then().statusCode(401).body("detail", equalTo("The credential has expired"));
    }

    private static void refused(RequestSpecification request) {
        request.get("/v1/accounts").then().statusCode(401).body("detail", equalTo("The credential is not valid"));
    }
}
