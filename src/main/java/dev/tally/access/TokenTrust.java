package dev.tally.access;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.util.KeyUtils;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which tokens are trusted, from the {@code mp.jwt.*} properties (MicroProfile JWT 2.1, section 9): who issued them, whom
 * they are for and whose signatures count. Signatures are asymmetric; {@code none} and HMAC are never accepted.
 */
final class TokenTrust {
    /** How far the clocks of issuer and service may be apart, in seconds. */
    static final int CLOCK_SKEW_SECONDS = 30;

    /**
     * How long an issuer's keys that were fetched go on where its server does not answer, before they are asked for again; and
     * how long after they were asked for because of a token of a key among none of them, they may be asked for again because of
     * another one. So a new key counts soon, an outage stops nobody, and bad tokens are no way to bother the server.
     */
    static final int LOOK_AGAIN_MINUTES = 1;

    private static final Set<SignatureAlgorithm> RSA = Set.of(
            SignatureAlgorithm.RS256,
            SignatureAlgorithm.RS384,
            SignatureAlgorithm.RS512,
            SignatureAlgorithm.PS256,
            SignatureAlgorithm.PS384,
            SignatureAlgorithm.PS512);

    private static final Set<SignatureAlgorithm> ELLIPTIC_CURVES =
            Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.ES384, SignatureAlgorithm.ES512);

    private static final Set<SignatureAlgorithm> ALL = union(RSA, ELLIPTIC_CURVES);

    private TokenTrust() {}

    /**
     * The settings to verify tokens with; empty where no key is configured, so that no token can be verified.
     *
     * @throws ConfigurationException when the properties leave a gap through which a stranger's token could come
     */
    static Optional<JWTAuthContextInfo> of(JWTAuthContextInfo configured) {
        if (configured.getSecretKeyContent() != null || configured.getSecretVerificationKey() != null) {
            throw new ConfigurationException(
                    "Tokens are verified with public keys only: remove smallrye.jwt.verify.secretkey");
        }
        boolean anyKey = configured.getPublicKeyContent() != null
                || configured.getPublicKeyLocation() != null
                || configured.getPublicVerificationKey() != null;
        if (!anyKey) {
            return Optional.empty();
        }
        requireIssuerAndAudience(configured);
        JWTAuthContextInfo trust = new JWTAuthContextInfo(configured);
        trust.setExpGracePeriodSecs(0);
        trust.setClockSkew(CLOCK_SKEW_SECONDS);
        trust.setSignatureAlgorithm(ALL);
        trust.setRelaxVerificationKeyValidation(false);
        trust.setForcedJwksRefreshInterval(Math.min(LOOK_AGAIN_MINUTES, configured.getForcedJwksRefreshInterval()));
        trust.setJwksRetainCacheOnErrorDuration(
                Math.max(LOOK_AGAIN_MINUTES, configured.getJwksRetainCacheOnErrorDuration()));
        localPem(configured).ifPresent(key -> pin(trust, key));
        return Optional.of(trust);
    }

    private static void requireIssuerAndAudience(JWTAuthContextInfo configured) {
        require("mp.jwt.verify.issuer", configured.getIssuedBy() != null);
        require(
                "mp.jwt.verify.audiences",
                configured.getExpectedAudience() != null
                        && !configured.getExpectedAudience().isEmpty());
    }

    private static void require(String property, boolean present) {
        if (!present) {
            throw new ConfigurationException("A key to verify tokens with is configured, but not " + property
                    + ": without it tokens meant for others would be accepted");
        }
    }

    /** The key itself decides which algorithms can have signed with it. */
    private static void pin(JWTAuthContextInfo trust, PublicKey key) {
        trust.setPublicKeyContent(null);
        trust.setPublicVerificationKey(key);
        trust.setSignatureAlgorithm(key instanceof ECPublicKey ? ELLIPTIC_CURVES : RSA);
    }

    private static Optional<PublicKey> localPem(JWTAuthContextInfo configured) {
        if (configured.getPublicVerificationKey() != null) {
            return Optional.of(configured.getPublicVerificationKey());
        }
        String content = configured.getPublicKeyContent();
        if (content == null || content.strip().startsWith("{")) {
            return Optional.empty();
        }
        return Optional.of(
                decoded(content, SignatureAlgorithm.RS256)
                        .or(() -> decoded(content, SignatureAlgorithm.ES256))
                        .or(() -> ofCertificate(content))
                        .orElseThrow(
                                () -> new ConfigurationException(
                                        "The key to verify tokens with (mp.jwt.verify.publickey) is neither PEM nor a JSON Web Key Set")));
    }

    private static Optional<PublicKey> decoded(String pem, SignatureAlgorithm algorithm) {
        try {
            return Optional.of(KeyUtils.decodePublicKey(pem, algorithm));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> ofCertificate(String pem) {
        try {
            return Optional.of(KeyUtils.getCertificate(pem).getPublicKey());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Set<SignatureAlgorithm> union(Set<SignatureAlgorithm> one, Set<SignatureAlgorithm> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }
}
