package dev.tally.access;

import static dev.tally.testing.TestAccount.as;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.ServiceDatabase;
import dev.tally.testing.TestAccount;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever the owner of one account names in a request that belongs to another, in whatever place, they neither read nor change
 * anything of it. The places come from the OpenAPI document that the service serves, so that a new operation, or a new
 * parameter of one, is asked for here from its first day.
 */
@QuarkusTest
class IsolationTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** What else an operation needs to get as far as its parameters. */
    private static final Map<String, String> NEEDED = Map.of("from", "2026-01-01", "to", "2026-12-31");

    private static final Set<String> ACCOUNTS = Set.of("account", "external_id");
    private static final Set<String> FILTERS = Set.of("project", "model", "email", "work-order");

    private static final Map<String, Object> BODIES = Map.of(
            "POST /v1/accounts/{account}/keys", Map.of("name", "mine", "scopes", List.of("read")),
            "PUT /v1/accounts/{account}/members/{email}", Map.of("role", "viewer"),
            "POST /v1/accounts/{account}/credits", Map.of("amount", 1),
            "PATCH /v1/accounts/{account}", Map.of("name", "Mine"),
            "PUT /v1/events/{id}", Map.of("cost", 1));

    private TestAccount own;
    private String key;

    /** A place in requests of an operation where something can be named. */
    private record Place(String method, String path, String in, String parameter) {
        String operation() {
            return method + " " + path;
        }

        /** In a path everything, in the header accounts, in a query what they filter by. */
        Map<String, String> worthNaming(Map<String, String> names) {
            Map<String, String> worth = new TreeMap<>(names);
            worth.keySet().removeIf(what -> switch (in) {
                case "header" -> !ACCOUNTS.contains(what);
                case "query" -> !ACCOUNTS.contains(what) && !FILTERS.contains(what);
                default -> false;
            });
            return worth;
        }
    }

    @BeforeEach
    void anAccountWithAKeyForEverything() {
        own = TestAccount.with(Map.of("currency", "USD"));
        key = own.key("read", "ingest", "admin");
    }

    @Test
    void nothingOfAnotherAccountIsReadOrChangedByNamingIt() {
        Neighbour neighbour = Neighbour.create();
        List<String> before = neighbour.everything();
        Set<String> asked = new TreeSet<>();

        for (Place place : places()) {
            place.worthNaming(neighbour.names()).forEach((what, name) -> {
                Response answer = ask(place, name);
                asked.add(place.operation());
                String context = place + " with the other's " + what + ": " + answer.statusCode();
                assertTrue(answer.statusCode() < 500, context);
                assertRevealsNothing(answer, neighbour, context);
            });
        }

        assertEquals(before, neighbour.everything());
        assertTrue(asked.size() >= 20, "the document has fewer operations than there are: " + asked);
    }

    /** In a body it is the name of something of one's own, or nothing at all. */
    @Test
    void whatABodyNamesIsOnesOwn() {
        Neighbour neighbour = Neighbour.create();
        List<String> before = neighbour.everything();
        Map<String, Object> event = new HashMap<>(Map.of(
                "id", neighbour.names().get("event"),
                "model", neighbour.names().get("model"),
                "task_id", neighbour.names().get("task"),
                "task_status", "failed",
                "work_order_id", neighbour.names().get("work-order"),
                "run_id", neighbour.names().get("run"),
                "project_id", neighbour.names().get("project"),
                "email", neighbour.names().get("email"),
                "cost", 5));

        as(key).body(event).post("/v1/events").then().statusCode(200).body("recorded", equalTo(1));
        for (String member : List.of("account", "account_id", "tally_account", "external_id")) {
            Map<String, Object> spoilt = new HashMap<>(event);
            spoilt.put(member, neighbour.account().id());
            spoilt.put("id", member);
            as(key).body(spoilt)
                    .post("/v1/events")
                    .then()
                    .statusCode(200)
                    .body("recorded", equalTo(0), "rejected", equalTo(1));
        }
        as(key).delete("/v1/events/" + neighbour.names().get("event")).then().statusCode(204);

        assertEquals(before, neighbour.everything());
    }

    @Test
    void aTagOfAnotherAccountHoldsForNothing() {
        Neighbour neighbour = Neighbour.create();
        String others = neighbour.account().key("read");
        for (String path : List.of(
                "/v1/query",
                "/neo/api/v1/usage/summary",
                "/surnex/v1/usage",
                "/agentgate/api/v1/usage/summary",
                "/umbraco/umbraco/ai/management/api/v1/analytics/usage-summary?from=2026-01-01&to=2026-12-31")) {
            String tag = as(others).get(path).then().statusCode(200).extract().header("ETag");
            for (int i = 0; i < 2; i++) {
                Response answer = as(key).header("If-None-Match", tag).get(path);
                answer.then().statusCode(200).header("ETag", not(equalTo(tag)));
                assertRevealsNothing(answer, neighbour, path);
            }
            as(others).header("If-None-Match", tag).get(path).then().statusCode(304);
        }
    }

    /** A list goes on in one's own account, wherever the part before it came from. */
    @Test
    void aCursorOfAnotherAccountLeadsNowhere() {
        Neighbour neighbour = Neighbour.create();
        for (int i = 0; i < 3; i++) {
            neighbour.account().key("read");
        }
        String cursor = TestAccount.asAdministrator()
                .get(neighbour.account().path("/keys?limit=1"))
                .then()
                .statusCode(200)
                .extract()
                .path("next");
        assertTrue(cursor != null, "there are more");

        Response answer = as(key).queryParam("after", cursor).get(own.path("/keys"));

        assertRevealsNothing(answer, neighbour, "a cursor");
        answer.then().statusCode(200);
        List<String> listed = answer.path("keys.id");
        List<String> mine = as(key).get(own.path("/keys")).path("keys.id");
        assertTrue(mine.containsAll(listed), listed::toString);
    }

    /** The keys of both accounts at the same time, over one connection, at the same words. */
    @Test
    void answersInMemoryAreTheirAccountsAlone() {
        Neighbour neighbour = Neighbour.create();
        String others = neighbour.account().key("read");
        for (int i = 0; i < 3; i++) {
            as(others)
                    .get("/v1/query?group_by=project_id")
                    .then()
                    .statusCode(200)
                    .body("totals.events", equalTo(1));
            Response answer = as(key).get("/v1/query?group_by=project_id");
            answer.then().statusCode(200).body("totals.events", equalTo(0));
            assertRevealsNothing(answer, neighbour, "a repeated request");
        }
    }

    @Test
    void aTokenIsGoodForTheAccountThatItNamesAlone() {
        Neighbour neighbour = Neighbour.create();
        String token = own.token("ada@example.com", "owner");

        as(token).get(neighbour.account().path("")).then().statusCode(403);
        as(token)
                .header("X-Tally-Account", neighbour.account().id())
                .get("/v1/query")
                .then()
                .statusCode(403);
        as(token)
                .header("X-Api-Key", neighbour.account().key("read"))
                .get("/v1/query")
                .then()
                .statusCode(401);
        as(token).get("/v1/query").then().statusCode(200).body("totals.events", equalTo(0));
    }

    /** As another instance would revoke it: nothing but the database says so. Also where the request goes the short way. */
    @Test
    void aKeyThatWasRevokedOrHasExpiredElsewhereIsRefusedFromTheNextRequestOn() {
        for (String change : List.of("revoked_at = now()", "expires_at = now() - interval '1 second'")) {
            Map<String, String> made = as(key).body(Map.of("name", "elsewhere", "scopes", List.of("read")))
                    .post(own.path("/keys"))
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("");
            for (int i = 0; i < 3; i++) {
                as(made.get("secret")).get("/v1/query").then().statusCode(200);
            }

            ServiceDatabase.execute("UPDATE api_key SET " + change + " WHERE key_id = '" + made.get("id") + "'");

            as(made.get("secret")).get("/v1/query").then().statusCode(401);
        }
    }

    private static void assertRevealsNothing(Response answer, Neighbour neighbour, String context) {
        String all = answer.asString() + answer.headers();
        assertFalse(all.contains(neighbour.secret()), context);
        assertFalse(all.contains(Neighbour.AMOUNT), context);
    }

    private Response ask(Place place, String name) {
        RequestSpecification request = as(key).contentType(ContentType.JSON);
        Map<String, String> inPath = new HashMap<>();
        for (String parameter : pathParameters(place.path())) {
            inPath.put(
                    parameter,
                    place.in().equals("path") && parameter.equals(place.parameter()) ? name : ownValue(parameter));
        }
        request.pathParams(inPath);
        Map<String, String> query = new HashMap<>(place.path().contains("usage-summary") ? NEEDED : Map.of());
        if (place.in().equals("query")) {
            query.put(place.parameter(), name);
        }
        request.queryParams(query);
        if (place.in().equals("header")) {
            request.header(place.parameter(), name);
        }
        Object body = BODIES.get(place.operation());
        if (body != null) {
            request.body(body);
        }
        return request.request(place.method(), place.path());
    }

    private String ownValue(String parameter) {
        return switch (parameter) {
            case "account" -> own.id();
            case "org_id" -> own.externalId();
            case "email" -> "nobody@example.com";
            case "id" -> "018f0000-0000-7000-8000-000000000000";
            case "from" -> "MNT";
            case "to" -> "MOP";
            default -> throw new IllegalArgumentException("say what stands for {" + parameter + "}");
        };
    }

    /** Every parameter of every operation, and the headers in which one can name something anywhere. */
    private static List<Place> places() {
        Map<String, Map<String, Map<String, Object>>> paths =
                RestAssured.get("/q/openapi?format=json").path("paths");
        List<Place> places = new ArrayList<>();
        new TreeMap<>(paths)
                .forEach((path, item) -> item.forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        String upper = method.toUpperCase(Locale.ROOT);
                        for (String parameter : pathParameters(path)) {
                            places.add(new Place(upper, path, "path", parameter));
                        }
                        for (String parameter : queryParameters(operation)) {
                            places.add(new Place(upper, path, "query", parameter));
                        }
                        places.add(new Place(upper, path, "header", "X-Tally-Account"));
                    }
                }));
        return places;
    }

    private static List<String> pathParameters(String path) {
        return Pattern.compile("\\{(\\w+)}")
                .matcher(path)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<String> queryParameters(Map<String, Object> operation) {
        List<Map<String, Object>> parameters =
                (List<Map<String, Object>>) operation.getOrDefault("parameters", List.of());
        return parameters.stream()
                .filter(parameter -> "query".equals(parameter.get("in")))
                .map(parameter -> parameter.get("name").toString())
                .distinct()
                .toList();
    }
}
