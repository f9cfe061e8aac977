package dev.tally.access;

import dev.tally.http.CurrentRequest;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets no request pass whose caller is not known, whatever its path. */
public class AuthenticationFilter {
    /** After the API that was called is known, so that a refusal is told in its words. */
    static final int PRIORITY = 30;

    @Inject
    CurrentRequest request;

    @Inject
    CurrentVertxRequest http;

    @Inject
    FailedAttempts attempts;

    @Inject
    Authenticator authenticator;

    @Inject
    NamedAccount namedAccount;

    @ServerRequestFilter(preMatching = true, priority = PRIORITY)
    public Uni<Void> authenticate(ContainerRequestContext context) {
        return attempts.watched(
                        http.getCurrent().request(),
                        () -> Credentials.of(context.getHeaders()),
                        credentials -> authenticator.authenticate(credentials, request.receivedAt()))
                .chain(caller -> namedAccount.ofHeader(caller, context.getHeaders()))
                .invoke(request::authenticatedAs)
                .replaceWithVoid();
    }
}
