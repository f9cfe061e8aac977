package dev.tally.access;

import static dev.tally.testing.TestAccount.asAdministrator;

import dev.tally.http.CurrentRequest;
import dev.tally.testing.TestAccount;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An operation of the service: how to ask for it so that nothing but access decides, and nothing that others need changes. */
record Operation(String method, String path) {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** Currencies in which no test counts money. */
    private static final Map<String, String> CURRENCIES = Map.of("from", "MNT", "to", "MOP");

    private static final Map<String, Map<String, Object>> BODIES = Map.of(
            "POST /v1/accounts", Map.of("kind", "solo", "name", "Made by the matrix"),
            "PATCH /v1/accounts/{account}", Map.of("name", "Changed by the matrix"),
            "POST /v1/accounts/{account}/keys", Map.of("name", "matrix", "scopes", new String[] {"read"}),
            "PUT /v1/accounts/{account}/members/{email}", Map.of("role", "viewer"),
            "POST /v1/accounts/{account}/credits", Map.of("amount", 1),
            "PUT /v1/currency-rates/{from}/{to}", Map.of("rate", 1),
            "POST /v1/events", Map.of("id", "matrix"),
            "PUT /v1/events/{id}", Map.of("cost", 1));

    /** Whether its path says which account it is about. */
    boolean namesAccount() {
        return path.contains("{account}") || path.contains("{org_id}");
    }

    /** Asks for it, about an account, with a request that has its credential already. */
    Response call(RequestSpecification request, TestAccount named) {
        request.pathParams(parameters(named));
        if (path.contains("/umbraco/")) {
            request.queryParams("from", "2026-01-01", "to", "2026-02-01");
        }
        if (BODIES.containsKey(toString())) {
            request.body(BODIES.get(toString()));
        }
        return request.request(method, path);
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    private Map<String, String> parameters(TestAccount named) {
        return PARAMETER
                .matcher(path)
                .results()
                .map(parameter -> parameter.group(1))
                .collect(Collectors.toMap(Function.identity(), parameter -> value(parameter, named)));
    }

    private String value(String parameter, TestAccount named) {
        return switch (parameter) {
            case "account" -> named.id();
            case "org_id" -> named.externalId();
            case "email" -> method.equals("DELETE") ? newMember(named) : newEmail();
            case "id" -> path.contains("/events/") ? newEvent(named) : newKey(named);
            case "from", "to" -> CURRENCIES.get(parameter);
            default -> throw new IllegalArgumentException("say what stands for {" + parameter + "} in " + path);
        };
    }

    /** Somebody who is in the team, if the account is one. */
    private static String newMember(TestAccount account) {
        String email = newEmail();
        asAdministrator().body(Map.of("role", "viewer")).put(account.path("/members/" + email));
        return email;
    }

    private static String newEmail() {
        return TestAccount.unique() + "@example.com";
    }

    /** The id of an event that the account has, if there is such an account. */
    private static String newEvent(TestAccount account) {
        String id = TestAccount.unique();
        asAdministrator()
                .header(CurrentRequest.ACCOUNT_HEADER, account.id())
                .body(Map.of("id", id))
                .post("/v1/events");
        return id;
    }

    /** The id of a key that the account has, if there is such an account. */
    private static String newKey(TestAccount account) {
        String id = asAdministrator()
                .body(BODIES.get("POST /v1/accounts/{account}/keys"))
                .post(account.path("/keys"))
                .path("id");
        return Objects.requireNonNullElseGet(id, () -> UUID.randomUUID().toString());
    }
}
