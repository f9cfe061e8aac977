package dev.tally.dialect;

import static io.restassured.RestAssured.given;

import dev.tally.testing.Management;
import dev.tally.testing.TestAccount;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;

/** The summaries of the six dialects, each at a path of its own. */
enum Served {
    NEO("/neo/api/v1/usage/summary", "USD"),
    SURNEX("/surnex/v1/usage", "USD"),
    FREDDY("/freddy/v1/analytics/usage/summary/{account}", "CHF"),
    AGENTGATE("/agentgate/api/v1/usage/summary", "USD"),
    UMBRACO("/umbraco/umbraco/ai/management/api/v1/analytics/usage-summary?from=2026-01-01&to=2026-12-31", "USD"),
    TALLY("/v1/query", "USD");

    private final String path;
    private final String currency;

    Served(String path, String currency) {
        this.path = path;
        this.currency = currency;
    }

    /** A new team whose money need not be converted. */
    TestAccount account() {
        return TestAccount.with(Map.of("currency", currency));
    }

    String path(TestAccount account) {
        return path.replace("{account}", account.externalId());
    }

    Response get(TestAccount account, String key) {
        return TestAccount.as(key).get(path(account));
    }

    /** The tag of a summary that is there. */
    String tag(TestAccount account, String key) {
        return tagOf(get(account, key));
    }

    static String tagOf(Response answer) {
        return answer.then().statusCode(200).extract().header("ETag");
    }

    /** How often summaries came about in each way so far. */
    static Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        given().get(Management.url("/q/metrics"))
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith("tally_summary_cache_total"))
                .forEach(line -> counts.put(line.split("\"", -1)[1], (int) Double.parseDouble(line.split(" ", -1)[1])));
        return counts;
    }

    /** In which ways how many summaries came about while something was done. */
    static Map<String, Integer> countsOf(Runnable requests) {
        Map<String, Integer> before = counts();
        requests.run();
        Map<String, Integer> after = counts();
        after.replaceAll((result, count) -> count - before.get(result));
        after.values().removeIf(count -> count == 0);
        return after;
    }
}
