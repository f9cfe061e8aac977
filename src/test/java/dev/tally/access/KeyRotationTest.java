package dev.tally.access;

import static dev.tally.testing.TestAccount.as;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tally.testing.Patience;
import dev.tally.testing.TestAccount;
import dev.tally.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An issuer that publishes its keys at a server, replaces them, and whose server is away for a while. */
@QuarkusTest
@TestProfile(KeyRotationTest.KeysByHttp.class)
class KeyRotationTest {
    private static final String LOCATION = "mp.jwt.verify.publickey.location";

    public static class KeysByHttp implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mp.jwt.verify.publickey", "NONE", LOCATION, "http://localhost:" + KeyServer.port() + "/keys");
        }
    }

    private TestAccount team;

    @BeforeEach
    void makeATeam() {
        team = TestAccount.team();
    }

    @Test
    void keysComeAndGoAndAnOutageStopsNobody() {
        String first = token(TestTokens.RSA, AlgorithmIdentifiers.RSA_USING_SHA256);
        String second = token(TestTokens.ELLIPTIC_CURVE, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        assertEquals(401, status(first), "nobody is there to say whose it is");

        try (KeyServer server = KeyServer.at(port())) {
            server.publishes(TestTokens.RSA);
            assertEquals(200, status(first), "somebody is, by now");
            assertEquals(401, status(second));

            server.publishes(TestTokens.RSA, TestTokens.ELLIPTIC_CURVE);
            Patience.until(() -> status(second) == 200);
            assertEquals(200, status(first));

            server.publishes(TestTokens.ELLIPTIC_CURVE);
            Patience.until(() -> status(first) == 401);

            server.fails();
            Patience.until(() -> {
                assertEquals(200, status(second), "a key that was known goes on without the server");
                return server.refused() > 0;
            });
            assertEquals(200, status(second));
            assertEquals(401, status(first), "one that was withdrawn does not come back");
        }
        assertEquals(200, status(second), "also where nothing listens any more");
        assertEquals(200, as(team.key("admin")).get(team.path("")).statusCode(), "API keys need no issuer");
    }

    private String token(String key, String algorithm) {
        JwtClaims claims = TestTokens.claims(team.id());
        claims.setStringListClaim("groups", "owner");
        return TestTokens.signed(claims, algorithm, TestTokens.key(key));
    }

    private int status(String token) {
        return as(token).get(team.path("")).statusCode();
    }

    private static int port() {
        return URI.create(ConfigProvider.getConfig().getValue(LOCATION, String.class))
                .getPort();
    }
}
