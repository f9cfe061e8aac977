package dev.tally.http;

import static dev.tally.testing.TestAccount.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told, and what nobody is. */
@QuarkusTest
class SecurityHeadersTest {
    private static final String SUMMARY = "private, no-cache";

    @Test
    void everyAnswerOfAnApiIsForNothingButReading() {
        TestAccount account = TestAccount.team();
        String reader = account.key("read");

        assertApi(as(reader).get("/v1/query"), 200, SUMMARY);
        assertApi(as(reader).get("/v1/query"), 200, SUMMARY);
        String tag = as(reader).get("/v1/query").header("ETag");
        assertApi(as(reader).header("If-None-Match", tag).get("/v1/query"), 304, SUMMARY);
        assertApi(as(reader).get("/agentgate/api/v1/usage/summary"), 200, SUMMARY);
        assertApi(as(account.key("admin")).get(account.path("/keys")), 200, "no-store");
        assertApi(as(account.key("ingest")).body("{\"id\":\"1\"}").post("/v1/events"), 200, "no-store");
        assertApi(as(reader).get("/v1/query?granularity=week2"), 400, "no-store");
        assertApi(given().get("/v1/query"), 401, "no-store");
        assertApi(given().get("/surnex/v1/usage"), 401, "no-store");
        assertApi(as(reader).get(account.path("/keys")), 403, "no-store");
        assertApi(as(reader).get("/nothing"), 404, "no-store");
        assertApi(as(reader).patch("/v1/query"), 405, "no-store");
    }

    /** With a policy under which its own script, style and requests work, which are all that it has. */
    @Test
    void theDescriptionOfTheApiWorksInABrowser() {
        Response page = given().get("/q/swagger-ui/");

        page.then().statusCode(200).contentType("text/html");
        assertCommon(page.then())
                .header("Content-Security-Policy", containsString("script-src 'self' 'unsafe-inline'"))
                .header("Content-Security-Policy", containsString("connect-src 'self'"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
        String foreign = "(?s).*<(script|link|img)[^>]*(src|href)=[\"'](https?:)?//.*";
        page.then().body(not(matchesPattern(foreign)));
        assertCommon(given().get("/q/openapi").then().statusCode(200));
    }

    /** Neither with a credential nor without, neither of the API nor of its description. */
    @ParameterizedTest
    @CsvSource({
        "TRACE,/v1/query",
        "TRACE,/",
        "TRACE,/q/openapi",
        "TRACE,/q/swagger-ui/",
        "TRACK,/v1/query",
        "CONNECT,/v1/query",
        "PROPFIND,/v1/query",
        "DEBUG,/v1/accounts",
        "TRACE,/neo/api/v1/usage/summary"
    })
    void oddMethodsAreOff(String method, String path) {
        String key = TestAccount.team().key("read");
        String secret = "a-header-that-must-not-come-back";

        given().header("X-Secret", secret)
                .request(method, path)
                .then()
                .statusCode(oneOf(401, 404, 405, 501))
                .body(not(containsString(secret)));
        as(key).header("X-Secret", secret)
                .request(method, path)
                .then()
                .statusCode(oneOf(404, 405, 501))
                .body(not(containsString(secret)))
                .body(not(containsString(key)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://elsewhere.example", "null", "http://localhost"})
    void noOtherPageMayRead(String origin) {
        String key = TestAccount.team().key("read");

        assertClosed(as(key).header("Origin", origin).get("/v1/query").then().statusCode(200));
        assertClosed(as(key).header("Origin", origin).get("/v1/query").then().statusCode(200));
        assertClosed(given().header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .options("/v1/query")
                .then()
                .statusCode(401));
    }

    private static void assertApi(Response answer, int status, String cacheControl) {
        answer.then().statusCode(status);
        assertCommon(answer.then())
                .header("Content-Security-Policy", equalTo("default-src 'none'; frame-ancestors 'none'"))
                .header("Cache-Control", equalTo(cacheControl));
    }

    private static ValidatableResponse assertCommon(ValidatableResponse answer) {
        return answer.header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("no-referrer"))
                .header("Server", nullValue())
                .header("X-Powered-By", nullValue());
    }

    private static void assertClosed(ValidatableResponse answer) {
        answer.header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Methods", nullValue())
                .header("Access-Control-Allow-Credentials", nullValue());
    }
}
