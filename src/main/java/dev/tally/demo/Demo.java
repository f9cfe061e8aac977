package dev.tally.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the demo's accounts, unless they are there, and says how to use them. Blocks until they are complete. */
public final class Demo {
    private static final String TEAM = "demo-team";
    private static final String SOLO = "demo-solo";
    private static final String ADMIN_EMAIL = "ada@example.com";
    private static final List<String> TEAM_EMAILS =
            List.of(ADMIN_EMAIL, "alan@example.com", "grace@example.com", "edsger@example.com", "barbara@example.com");
    private static final String LONG_AGO = "2000-01-01";

    private final DemoClient client;
    private final URI service;
    private final String administratorKey;

    /**
     * A demo on a service.
     *
     * @param administratorKey with which the accounts are made, and from which their keys follow
     */
    public Demo(URI service, String administratorKey) {
        this.client = new DemoClient(service, administratorKey);
        this.service = service;
        this.administratorKey = administratorKey;
    }

    /** Makes what is missing. Returns what a newcomer can do with it, as text for a terminal. */
    public String prepare(Instant now) {
        client.put("/v1/currency-rates/USD/CHF", Map.of("rate", 0.88, "effective_from", LONG_AGO));
        makeAccount(TEAM, "team", "Demo team");
        client.put(members(ADMIN_EMAIL), Map.of("role", "owner"));
        client.put(members("alan@example.com"), Map.of("role", "member"));
        client.postEvents(TEAM, new DemoUsage(firstDay(TEAM), TEAM_EMAILS, 100).lines());
        makeAccount(SOLO, "solo", "Demo solo");
        client.postEvents(SOLO, new DemoUsage(firstDay(SOLO), List.of("solo@example.com"), 20).lines());
        return DemoGuide.text(service, secret(TEAM), secret(SOLO), TEAM, LocalDate.ofInstant(now, ZoneOffset.UTC));
    }

    private void makeAccount(String externalId, String kind, String name) {
        client.post("/v1/accounts", Map.of("kind", kind, "name", name, "external_id", externalId));
        client.post(
                account(externalId) + "/keys",
                Map.of("name", "demo", "scopes", List.of("ingest", "read", "admin"), "secret", secret(externalId)));
        if (client.get(account(externalId) + "/credits").path("grants").isEmpty()) {
            client.post(account(externalId) + "/credits", Map.of("amount", 5000, "note", "a month of the demo"));
        }
    }

    private Instant firstDay(String externalId) {
        JsonNode account = client.get(account(externalId));
        return Instant.parse(account.path("created_at").asText()).truncatedTo(ChronoUnit.MINUTES);
    }

    private static String account(String externalId) {
        return "/v1/accounts/" + externalId;
    }

    private static String members(String email) {
        return account(TEAM) + "/members/" + email;
    }

    /** The same at every start, and known only to who knows the administrator's key. */
    private String secret(String account) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(administratorKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] code = mac.doFinal(account.getBytes(StandardCharsets.UTF_8));
            return "tally_sk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
