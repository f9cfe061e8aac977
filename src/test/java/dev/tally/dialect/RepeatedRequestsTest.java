package dev.tally.dialect;

import static dev.tally.testing.TestAccount.as;
import static dev.tally.testing.TestAccount.asAdministrator;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.Patience;
import dev.tally.testing.ServiceDatabase;
import dev.tally.testing.TestAccount;
import dev.tally.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that come again word for word, while what they mean may have changed. */
@QuarkusTest
class RepeatedRequestsTest {
    private static final String SHARED = "/api/v1/usage/summary";

    /** To HTTP/1.1 it is all one, but not to everybody's scripts. */
    private static final List<String> SPELLED = List.of("ETag", "Cache-Control", "Vary", "Content-Type");

    /** The question is remembered, then the key, and then both. */
    private static final int TIMES = 3;

    private static final String USED =
            "SELECT count(last_used_at) FROM api_key WHERE secret_hash = sha256(convert_to(?, 'UTF8'))";

    private final TestClock clock = new TestClock();

    @AfterEach
    void letTheClockRun() {
        clock.run();
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatedRequestIsAnsweredInTheSameWords(Served dialect) {
        TestAccount account = dialect.account();
        String key = account.key("read");
        Response first = dialect.get(account, key);
        Response second = dialect.get(account, key);
        Response third =
                given().header("X-Api-Key", key).header("X-Request-Id", "mine").get(dialect.path(account));

        assertEquals(headers(first), headers(second));
        assertEquals(headers(first), headers(third));
        assertTrue(names(first).containsAll(SPELLED), names(first)::toString);
        assertTrue(names(second).containsAll(SPELLED), names(second)::toString);
        assertEquals(first.asString(), second.asString());
        second.then().header("X-Request-Id", startsWith("req_"));
        third.then().header("X-Request-Id", equalTo("mine"));
    }

    @Test
    void whoeverIsNoLongerAnAdminOfTheTeamIsRefused() {
        TestAccount team = TestAccount.team().member("ada@example.com", "admin");
        String key = team.personalKey("ada@example.com", "read");
        repeat(key, "/v1/query", 200);
        team.member("ada@example.com", "viewer");

        repeat(key, "/v1/query", 403);
    }

    @Test
    void aKeyIsRefusedFromItsExpiryOn() {
        TestAccount team = TestAccount.team();
        clock.stopAt(clock.instant());
        String key = team.keyWith(Map.of(
                "scopes",
                new String[] {"read"},
                "expires_at",
                clock.instant().plus(Duration.ofSeconds(30)).toString()));
        repeat(key, "/v1/query", 200);
        clock.advance(Duration.ofSeconds(30));

        repeat(key, "/v1/query", 401);
    }

    @Test
    void theAccountsChoiceOfADialectHoldsFromTheNextRequestOn() {
        TestAccount account = TestAccount.with(Map.of("dialect", "agentgate"));
        String key = account.key("read");
        repeat(key, SHARED, 200).then().body("success", equalTo(true));
        asAdministrator()
                .body(Map.of("dialect", "neo"))
                .patch(account.path(""))
                .then()
                .statusCode(200);

        repeat(key, SHARED, 200).then().body("total_tasks", equalTo(0));
    }

    @Test
    void furtherCredentialsAndAccountsAreLookedAt() {
        TestAccount account = TestAccount.team();
        String key = account.key("read");
        repeat(key, "/v1/query", 200);

        as(key).header("X-Api-Key", "another-key-that-is-wrong")
                .get("/v1/query")
                .then()
                .statusCode(401);
        as(key).header("X-Api-Key", TestAccount.team().key("read"))
                .get("/v1/query")
                .then()
                .statusCode(401);
        as(key).header("X-Tally-Account", "org_another").get("/v1/query").then().statusCode(403);
        as(key).header("X-Tally-Account", account.id()).get("/v1/query").then().statusCode(200);
    }

    @Test
    void anotherMediaTypeIsNotServed() {
        String key = TestAccount.team().key("read");
        repeat(key, "/v1/query", 200);

        as(key).accept("application/xml").get("/v1/query").then().statusCode(406);
        as(key).accept("application/json").get("/v1/query").then().statusCode(200);
    }

    /** Asks until all is known that may be remembered, and gives the last answer. */
    private static Response repeat(String key, String path, int status) {
        as(key).get(path).then().statusCode(status);
        Patience.until(() -> ServiceDatabase.number(USED, key) == 1);
        for (int time = 2; time < TIMES; time++) {
            as(key).get(path).then().statusCode(status);
        }
        return as(key).get(path).then().statusCode(status).extract().response();
    }

    private static List<String> names(Response answer) {
        return answer.headers().asList().stream().map(Header::getName).toList();
    }

    private static Map<String, String> headers(Response answer) {
        return answer.then().statusCode(200).extract().headers().asList().stream()
                .filter(header -> !header.getName().equalsIgnoreCase("X-Request-Id"))
                .collect(Collectors.toMap(header -> header.getName().toLowerCase(Locale.ROOT), Header::getValue));
    }
}
