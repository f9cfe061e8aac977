package dev.tally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.testing.FreshDatabase;
import dev.tally.testing.PackagedService;
import dev.tally.testing.ServiceClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one database: what is done to a key at one holds at the other from the next request on. */
class RevocationIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String ADMINISTRATOR_KEY = "the-administrator-of-two-instances";
    private static final String KEYS = "/v1/accounts/org_two/keys";
    private static final String QUESTION = "/v1/query?from=2026-01-01&to=2026-02-01";

    @TempDir
    Path folder;

    private FreshDatabase database;
    private PackagedService one;
    private PackagedService other;

    @BeforeEach
    void startTwo() throws Exception {
        database = FreshDatabase.create();
        Map<String, String> settings =
                Map.of("TALLY_DATABASE_URL", database.url().withCredentials(), "TALLY_ADMIN_KEY", ADMINISTRATOR_KEY);
        one = PackagedService.in(folder, settings);
        other = PackagedService.in(folder, settings);
        one.start(TIMEOUT);
        other.start(TIMEOUT);
        administrator()
                .post("/v1/accounts", Map.of("kind", "team", "name", "Two", "external_id", "org_two"))
                .orThrow();
    }

    @AfterEach
    void stopBoth() {
        one.close();
        other.close();
        database.close();
    }

    @Test
    void aRevokedKeyIsRefusedAlsoByTheInstanceThatAnsweredItFromMemory() throws Exception {
        JsonNode key = key(Map.of());
        ServiceClient holder = new ServiceClient(other.url(), key.path("secret").asText());
        for (int i = 0; i < 3; i++) {
            assertEquals(200, holder.get(QUESTION).status());
        }

        administrator().delete(KEYS + "/" + key.path("id").asText()).orThrow();

        assertEquals(401, holder.get(QUESTION).status());
        assertEquals(401, holder.get("/v1/query?group_by=model").status());
        assertEquals(
                401,
                holder.post("/v1/events", Map.of("id", "late", "model", "m")).status());
    }

    @Test
    void aKeyExpiresEverywhereThoughItIsInUse() throws Exception {
        Instant expiry = Instant.now().plusSeconds(5);
        ServiceClient holder = new ServiceClient(
                other.url(),
                key(Map.of("expires_at", expiry.toString())).path("secret").asText());
        while (Instant.now().isBefore(expiry)) {
            int status = holder.get(QUESTION).status();
            if (Instant.now().isBefore(expiry)) {
                assertEquals(200, status);
            }
        }
        assertEquals(401, holder.get(QUESTION).status());
    }

    private ServiceClient administrator() {
        return new ServiceClient(one.url(), ADMINISTRATOR_KEY);
    }

    private JsonNode key(Map<String, String> settings) throws Exception {
        Map<String, Object> body = new HashMap<>(settings);
        body.put("name", "reader");
        body.put("scopes", List.of("read", "ingest"));
        return administrator().post(KEYS, body).orThrow();
    }
}
