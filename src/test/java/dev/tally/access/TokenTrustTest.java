package dev.tally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.testing.TestTokens;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.security.Key;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenTrustTest {
    @Test
    void withoutKeysNoTokenIsTrusted() {
        assertTrue(TokenTrust.of(new JWTAuthContextInfo()).isEmpty());
    }

    @Test
    void aKeyWithoutIssuerStopsTheStart() {
        JWTAuthContextInfo configured = withKey(TestTokens.RSA);
        configured.setIssuedBy(null);

        ConfigurationException e = assertThrows(ConfigurationException.class, () -> TokenTrust.of(configured));

        assertTrue(e.getMessage().contains("mp.jwt.verify.issuer"), e.getMessage());
    }

    @Test
    void aKeyWithoutAudienceStopsTheStart() {
        JWTAuthContextInfo configured = withKey(TestTokens.RSA);
        configured.setExpectedAudience(null);

        ConfigurationException e = assertThrows(ConfigurationException.class, () -> TokenTrust.of(configured));

        assertTrue(e.getMessage().contains("mp.jwt.verify.audiences"), e.getMessage());
    }

    @Test
    void aKeyThatIsNoKeyStopsTheStart() {
        JWTAuthContextInfo configured = withKey(TestTokens.RSA);
        configured.setPublicKeyContent("not a key");

        assertThrows(ConfigurationException.class, () -> TokenTrust.of(configured));
    }

    @Test
    void aSharedSecretStopsTheStart() {
        JWTAuthContextInfo configured = withKey(TestTokens.RSA);
        configured.setSecretKeyContent("secret");

        assertThrows(ConfigurationException.class, () -> TokenTrust.of(configured));
    }

    @ParameterizedTest
    @CsvSource({"rsa,RS256", "rsa,RS512", "rsa,PS256", "ec,ES256"})
    void aPemKeyVerifiesWhatItsPrivateHalfSigned(String key, String algorithm) throws ParseException {
        JWTAuthContextInfo trust = TokenTrust.of(withKey(key)).orElseThrow();
        String token = TestTokens.signed(TestTokens.claims("acme"), algorithm, TestTokens.key(key));

        String account = new DefaultJWTParser(trust, new DefaultJWTCallerPrincipalFactory())
                .parse(token)
                .getClaim("tally_account");

        assertEquals("acme", account);
    }

    @ParameterizedTest
    @CsvSource({"rsa,ec,ES256", "ec,rsa,RS256"})
    void aPemKeyVerifiesNothingElse(String key, String otherKey, String algorithm) {
        JWTAuthContextInfo trust = TokenTrust.of(withKey(key)).orElseThrow();
        String token = TestTokens.signed(TestTokens.claims("acme"), algorithm, TestTokens.key(otherKey));

        assertThrows(ParseException.class, () -> new DefaultJWTParser(trust, new DefaultJWTCallerPrincipalFactory())
                .parse(token));
    }

    private static JWTAuthContextInfo withKey(String id) {
        JWTAuthContextInfo configured = new JWTAuthContextInfo();
        configured.setIssuedBy(TestTokens.ISSUER);
        configured.setExpectedAudience(Set.of(TestTokens.AUDIENCE));
        configured.setPublicKeyContent(pem(TestTokens.key(id).getPublicKey()));
        return configured;
    }

    private static String pem(Key key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
