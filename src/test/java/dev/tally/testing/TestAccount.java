package dev.tally.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An account of one test alone, made over HTTP with the administrator's key, so that tests share a database without
 * seeing each other.
 *
 * @param id its UUID
 */
public record TestAccount(String id, String externalId) {

    public static TestAccount team() {
        return with(Map.of("kind", "team"));
    }

    public static TestAccount solo() {
        return with(Map.of("kind", "solo"));
    }

    /** An account with members of the request's body in place of the defaults: a team with a name and an external id. */
    public static TestAccount with(Map<String, ?> members) {
        Map<String, Object> body =
                new HashMap<>(Map.of("kind", "team", "name", "Test", "external_id", "org_" + unique()));
        body.putAll(members);
        String id = asAdministrator()
                .body(body)
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new TestAccount(id, body.get("external_id").toString());
    }

    /** The secret of a new key of the account as a whole, with these scopes: {@code ingest}, {@code read}, {@code admin}. */
    public String key(String... scopes) {
        return keyWith(Map.of("scopes", List.of(scopes)));
    }

    /** The secret of a new personal key. */
    public String personalKey(String email, String... scopes) {
        return keyWith(Map.of("scopes", List.of(scopes), "email", email));
    }

    /** The secret of a new key, with members of the request's body beside a name. */
    public String keyWith(Map<String, ?> members) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "test"));
        body.putAll(members);
        return asAdministrator()
                .body(body)
                .post(path("/keys"))
                .then()
                .statusCode(201)
                .extract()
                .path("secret");
    }

    /** Puts a person into the team: {@code owner}, {@code admin}, {@code member} or {@code viewer}. */
    public TestAccount member(String email, String role) {
        int status = asAdministrator()
                .body(Map.of("role", role))
                .put(path("/members/" + email))
                .then()
                .extract()
                .statusCode();
        if (!Arrays.asList(200, 201).contains(status)) {
            throw new AssertionError("the member was refused: " + status);
        }
        return this;
    }

    /** A token for somebody in this account; {@code groups} may hold a role. */
    public String token(String email, String... groups) {
        return TestTokens.token(id, email, groups);
    }

    /** Rolls all of its pending events into cells. */
    public void roll() {
        asAdministrator()
                .header("X-Tally-Account", id)
                .post("/v1/admin/roll")
                .then()
                .statusCode(200);
    }

    public String path(String rest) {
        return "/v1/accounts/" + id + rest;
    }

    /** A request with JSON in both directions and a key or token of somebody. */
    public static RequestSpecification as(String credential) {
        return given().contentType(ContentType.JSON).header("Authorization", "Bearer " + credential);
    }

    public static RequestSpecification asAdministrator() {
        return as(AccessResource.ADMINISTRATOR_KEY);
    }

    /** Something that no other test uses. */
    public static String unique() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
