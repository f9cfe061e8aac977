package dev.tally.ops;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.Management;
import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code /q/metrics} tells whoever scrapes it, who has no credential. */
@QuarkusTest
class MetricsTest {
    private static final Pattern REQUESTS =
            Pattern.compile("http_server_requests_seconds_count\\{(.*)} .*", Pattern.MULTILINE);

    @Test
    void requestsAreCountedByTheTemplateOfTheirPath() {
        TestAccount account = TestAccount.with(Map.of("currency", "CHF"));
        String key = account.key("read");
        TestAccount.as(key).get("/v1/query").then().statusCode(200);
        TestAccount.as(key)
                .get("/v1/analytics/usage/summary/" + account.externalId())
                .then()
                .statusCode(200);

        String metrics = metrics();

        assertTrue(tags("uri", metrics)
                .containsAll(Set.of(
                        "/v1/query", "/freddy/v1/analytics/usage/summary/{org_id}", "/v1/accounts/{account}/keys")));
        assertFalse(metrics.contains(account.id()), metrics);
        assertFalse(metrics.contains(account.externalId()), metrics);
    }

    @Test
    void nothingThatClientsMakeUpBecomesAMeter() {
        given().get("/v1/query").then().statusCode(401);
        metrics();
        String madeUp = TestAccount.unique();
        String key = TestAccount.team().key("read");
        given().get("/" + madeUp).then().statusCode(401);
        given().get("/v1/query/" + madeUp).then().statusCode(401);
        given().request("X" + madeUp.toUpperCase(Locale.ROOT), "/v1/query")
                .then()
                .statusCode(401);
        TestAccount.as(key).get("/" + madeUp).then().statusCode(404);
        TestAccount.as(key).post("/v1/query/" + madeUp).then().statusCode(404);
        given().get("/q/" + madeUp).then().statusCode(401);

        String metrics = metrics();

        assertFalse(metrics.toLowerCase(Locale.ROOT).contains(madeUp), metrics);
        assertTrue(tags("uri", metrics).contains("UNKNOWN"), metrics);
        assertTrue(tags("method", metrics).contains("UNKNOWN"), metrics);
    }

    @Test
    void thePathsOfTheServiceItselfAreNotCounted() {
        given().get("/q/openapi").then().statusCode(200);
        given().get(Management.url("/q/health/live")).then().statusCode(200);

        assertEquals(
                Set.of(),
                tags("uri", metrics()).stream()
                        .filter(uri -> uri.startsWith("/q/"))
                        .collect(toSet()));
    }

    private static String metrics() {
        return given().get(Management.url("/q/metrics"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** The values that a tag has among the meters of requests. */
    private static Set<String> tags(String name, String metrics) {
        Pattern tag = Pattern.compile("(?:^|,)" + name + "=\"([^\"]*)\"");
        return REQUESTS.matcher(metrics)
                .results()
                .flatMap(meter -> tag.matcher(meter.group(1)).results())
                .map(value -> value.group(1))
                .collect(toSet());
    }
}
