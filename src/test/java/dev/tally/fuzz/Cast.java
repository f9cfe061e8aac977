package dev.tally.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.testing.ServiceClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The accounts and keys of a run.
 *
 * @param key of the account that all events are posted to
 * @param other the id of an account that everything else is changed of
 */
record Cast(String administrator, String organization, String key, String other) {
    static final String ADMINISTRATOR_KEY = "the-administrator-of-the-fuzz-test";

    static Cast make(ServiceClient anonymous) throws IOException {
        ServiceClient service = anonymous.as(ADMINISTRATOR_KEY);
        for (String currency : List.of("CHF", "EUR")) {
            service.put("/v1/currency-rates/USD/" + currency, Map.of("rate", 1)).orThrow();
        }
        String organization = "org_fuzz";
        account(service, organization);
        JsonNode other = account(service, "org_other");
        String key = service.post(
                        "/v1/accounts/" + organization + "/keys",
                        Map.of("name", "fuzz", "scopes", List.of("ingest", "read", "admin")))
                .orThrow()
                .path("secret")
                .asText();
        return new Cast(ADMINISTRATOR_KEY, organization, key, other.path("id").asText());
    }

    private static JsonNode account(ServiceClient service, String externalId) throws IOException {
        return service.post("/v1/accounts", Map.of("kind", "team", "name", externalId, "external_id", externalId))
                .orThrow();
    }
}
