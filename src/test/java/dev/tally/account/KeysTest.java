package dev.tally.account;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class KeysTest {
    private final TestClock clock = new TestClock();

    private TestAccount account;

    @BeforeEach
    void makeAnAccount() {
        account = TestAccount.team();
    }

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @Test
    void aGeneratedKeyIsShownOnceAndWorks() {
        String secret = asAdministrator()
                .body(Map.of("name", "CI", "scopes", List.of("read", "ingest", "read"), "email", "Ada@Example.com"))
                .post(account.path("/keys"))
                .then()
                .statusCode(201)
                .header("Location", containsString(account.path("/keys/")))
                .header("Cache-Control", equalTo("no-store"))
                .body("name", equalTo("CI"))
                .body("scopes", equalTo(List.of("ingest", "read")))
                .body("email", equalTo("ada@example.com"))
                .body("expires_at", nullValue())
                .body("last_used_at", nullValue())
                // 32 random bytes are 43 characters of base64.
                .body("secret", matchesPattern("tally_sk_[A-Za-z0-9_-]{43}"))
                .body("prefix", matchesPattern("tally_sk_[A-Za-z0-9_-]{3}"))
                .extract()
                .path("secret");

        as(secret).body(Map.of("id", "e1")).post("/v1/events").then().statusCode(200);
        asAdministrator()
                .get(account.path("/keys"))
                .then()
                .statusCode(200)
                .body("keys", hasSize(1))
                .body("keys[0].prefix", equalTo(secret.substring(0, 12)))
                .body("keys[0].secret", nullValue())
                .body(not(containsString(secret.substring(12))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"neo_sk_", "sk_", "ak_", "org_live_"})
    void keysOfAnyPrefixAreImported(String prefix) {
        String secret = prefix + TestAccount.unique();

        String returned = account.keyWith(Map.of("scopes", List.of("read"), "secret", secret));

        assertEquals(secret, returned);
        as(secret).get("/v1/query").then().statusCode(200);
    }

    @Test
    void aShortImportedSecretShowsNoMoreThanAQuarter() {
        String secret = TestAccount.unique().substring(0, 16);
        account.keyWith(Map.of("scopes", List.of("read"), "secret", secret));

        asAdministrator().get(account.path("/keys")).then().body("keys[0].prefix", equalTo(secret.substring(0, 4)));
    }

    @Test
    void aSecretThatAnyAccountHasOrHadIsRefusedWithoutAHint() {
        String secret = "sk_" + TestAccount.unique();
        TestAccount other = TestAccount.team();
        other.keyWith(Map.of("scopes", List.of("admin"), "secret", secret));

        refusedAsTaken(secret, other);
        String id = as(secret).get(other.path("/keys")).then().extract().path("keys[0].id");
        as(secret).delete(other.path("/keys/" + id)).then().statusCode(204);
        refusedAsTaken(secret, other);
    }

    private void refusedAsTaken(String secret, TestAccount other) {
        asAdministrator()
                .body(Map.of("name", "n", "scopes", List.of("read"), "secret", secret))
                .post(account.path("/keys"))
                .then()
                .statusCode(409)
                .body("field", equalTo("secret"))
                .body(not(containsString(other.id())), not(containsString(secret)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name       | {"scopes":["read"]}
            scopes     | {"name":"n"}
            scopes     | {"name":"n","scopes":[]}
            scopes     | {"name":"n","scopes":["write"]}
            scopes     | {"name":"n","scopes":[null]}
            scopes     | {"name":"n","scopes":"read"}
            email      | {"name":"n","scopes":["read"],"email":"nobody"}
            email      | {"name":"n","scopes":["read"],"email":""}
            expires_at | {"name":"n","scopes":["read"],"expires_at":"soon"}
            expires_at | {"name":"n","scopes":["read"],"expires_at":"2020-01-01T00:00:00Z"}
            secret     | {"name":"n","scopes":["read"],"secret":"short"}
            secret     | {"name":"n","scopes":["read"],"secret":"with a space in the middle"}
            secret     | {"name":"n","scopes":["read"],"secret":"nicht-ganz-ascii-ü-aber-lang"}
            secret     | {"name":"n","scopes":["read"],"secret":"eyJhbGciOiJub25lIn0.e30."}
            rights     | {"name":"n","scopes":["read"],"rights":"all"}
            """)
    void aBadMemberIsNamed(String field, String body) {
        asAdministrator()
                .body(body)
                .post(account.path("/keys"))
                .then()
                .statusCode(400)
                .body("field", startsWith(field), "detail", containsString(field));
    }

    @Test
    void onlyAKeyOfTheAccountIsRevokedAndOnlyOnce() {
        String secret = account.key("admin");
        String id = as(secret).get(account.path("/keys")).then().extract().path("keys[0].id");
        TestAccount other = TestAccount.team();

        as(other.key("admin")).delete(other.path("/keys/" + id)).then().statusCode(404);
        asAdministrator().delete(account.path("/keys/nonsense")).then().statusCode(404);
        as(secret).get(account.path("")).then().statusCode(200);

        asAdministrator().delete(account.path("/keys/" + id)).then().statusCode(204);
        asAdministrator().delete(account.path("/keys/" + id)).then().statusCode(404);
        asAdministrator().get(account.path("/keys")).then().body("keys", hasSize(0));
    }

    @Test
    void theLastUseOfAKeyIsKnownToTheMinute() {
        Instant first = Instant.parse("2026-11-01T10:00:00Z");
        clock.stopAt(first);
        String secret = account.key("read");

        as(secret).get("/v1/query").then().statusCode(200);
        awaitLastUse(first);

        clock.advance(Duration.ofSeconds(59));
        as(secret).get("/v1/query").then().statusCode(200);
        clock.advance(Duration.ofSeconds(1));
        as(secret).get("/v1/query").then().statusCode(200);
        awaitLastUse(first.plusSeconds(60));
    }

    private void awaitLastUse(Instant expected) {
        Supplier<String> lastUse = () ->
                asAdministrator().get(account.path("/keys")).then().extract().path("keys[0].last_used_at");
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!expected.toString().equals(lastUse.get())) {
            assertTrue(System.nanoTime() < deadline, "last used at " + lastUse.get());
        }
    }
}
