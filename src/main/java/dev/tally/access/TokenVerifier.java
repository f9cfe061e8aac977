package dev.tally.access;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Verifies JSON Web Tokens: signature, issuer, audience and times. */
@Singleton
class TokenVerifier {
    private static final Logger LOG = Logger.getLogger(TokenVerifier.class);

    private final Vertx vertx;
    private final Optional<JWTParser> parser;

    TokenVerifier(Vertx vertx, JWTAuthContextInfo configured) {
        this.vertx = vertx;
        // A parser of its own keeps the keys that it has fetched.
        this.parser = TokenTrust.of(configured)
                .map(trust -> new DefaultJWTParser(trust, new DefaultJWTCallerPrincipalFactory()));
    }

    /** What the token says, once it is known to be true. */
    Uni<TokenClaims> verify(Credential.Token token) {
        JWTParser present = parser.orElseThrow(Credential::invalid);
        // On a worker thread, because the keys may have to be fetched first.
        return vertx.executeBlocking(() -> TokenClaims.of(verified(present, token)), false);
    }

    /** Settings that are no good must stop the start, not the first request. */
    void checkedAtStart(@Observes StartupEvent start) {}

    private static JsonWebToken verified(JWTParser parser, Credential.Token token) {
        try {
            return parser.parse(token.compact());
        } catch (ParseException e) {
            LOG.debugf("A token was refused: %s", reason(e));
            throw isExpired(e) ? Credential.expired() : Credential.invalid();
        }
    }

    /** The signature is checked before the claims, so a token that has merely expired was genuine. */
    private static boolean isExpired(ParseException e) {
        return e.getCause() instanceof InvalidJwtException refused
                && refused.hasExpired()
                && refused.getErrorDetails().size() == 1;
    }

    /** The codes alone: the messages repeat the token. */
    private static Object reason(ParseException e) {
        return e.getCause() instanceof InvalidJwtException refused
                ? refused.getErrorDetails().stream()
                        .map(detail -> detail.getErrorCode())
                        .toList()
                : e.getCause();
    }
}
