package dev.tally.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** The issuer whose tokens the service under test trusts. */
public final class TestTokens {
    public static final String ISSUER = "https://issuer.test";
    public static final String AUDIENCE = "tally-test";
    public static final String RSA = "rsa";
    public static final String ELLIPTIC_CURVE = "ec";

    /** A system property, not a field: each test profile loads this class anew. */
    private static final String KEYS = "tally-test-token-keys";

    private TestTokens() {}

    /** The public keys, a JSON Web Key Set. */
    public static String publicKeys() {
        return keys().toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }

    /** A key pair of the issuer, {@link #RSA} or {@link #ELLIPTIC_CURVE}. */
    public static PublicJsonWebKey key(String id) {
        return (PublicJsonWebKey) keys().findJsonWebKey(id, null, null, null);
    }

    /** A token for an account's own path through the front door: good for ten minutes. */
    public static String token(String account, String email, String... groups) {
        JwtClaims claims = claims(account);
        claims.setStringClaim("email", email);
        claims.setStringListClaim("groups", List.of(groups));
        return signed(claims);
    }

    /** Claims that make a good token, to be spoilt one by one. */
    public static JwtClaims claims(String account) {
        Instant now = Instant.now();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject("somebody");
        claims.setIssuedAt(at(now));
        claims.setExpirationTime(at(now.plus(Duration.ofMinutes(10))));
        claims.setStringClaim("tally_account", account);
        return claims;
    }

    public static NumericDate at(Instant time) {
        return NumericDate.fromSeconds(time.getEpochSecond());
    }

    public static String signed(JwtClaims claims) {
        return signed(claims, AlgorithmIdentifiers.RSA_USING_SHA256, key(RSA));
    }

    public static String signed(JwtClaims claims, String algorithm, PublicJsonWebKey key) {
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setAlgorithmHeaderValue(algorithm);
        token.setKeyIdHeaderValue(key.getKeyId());
        token.setKey(key.getPrivateKey());
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonWebKeySet keys() {
        synchronized (System.getProperties()) {
            try {
                return new JsonWebKeySet(System.getProperties()
                        .computeIfAbsent(KEYS, name -> made())
                        .toString());
            } catch (JoseException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String made() {
        try {
            PublicJsonWebKey rsa = RsaJwkGenerator.generateJwk(2048);
            rsa.setKeyId(RSA);
            PublicJsonWebKey curve = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            curve.setKeyId(ELLIPTIC_CURVE);
            return new JsonWebKeySet(rsa, curve).toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
