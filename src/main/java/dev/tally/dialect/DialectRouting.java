package dev.tally.dialect;

import dev.tally.http.CurrentRequest;
import dev.tally.model.Account;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Finds the dialect that a path belongs to: first, so that refusals are told in its words, and again once the caller is
 * known, because at a path that several dialects share the account decides.
 */
public class DialectRouting {
    /** After the request has its id, before its credentials are looked at. */
    static final int BEFORE_AUTHENTICATION = 20;

    /** After {@code access} has authenticated the caller. */
    static final int AFTER_AUTHENTICATION = 40;

    @Inject
    CurrentRequest request;

    @Inject
    ServedDialects dialects;

    @ServerRequestFilter(preMatching = true, priority = BEFORE_AUTHENTICATION)
    public void chooseErrorFormat(ContainerRequestContext context) {
        dialects.at(path(context), Optional.empty()).ifPresent(request::errorsAs);
    }

    @ServerRequestFilter(preMatching = true, priority = AFTER_AUTHENTICATION)
    public void route(ContainerRequestContext context) {
        String path = path(context);
        Optional<Account> account = request.authenticated().flatMap(caller -> caller.account());
        dialects.at(path, account).ifPresent(dialect -> {
            request.errorsAs(dialect);
            if (ServedDialects.owns(dialect, path)) {
                context.setRequestUri(rewritten(context.getUriInfo().getRequestUri(), dialect));
            }
        });
    }

    private static String path(ContainerRequestContext context) {
        return context.getUriInfo().getRequestUri().getRawPath();
    }

    private static URI rewritten(URI uri, Dialect dialect) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create("/" + dialect.name() + uri.getRawPath() + query);
    }
}
