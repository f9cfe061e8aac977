package dev.tally.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Keeps the service's own pages from answering methods that HTTP has for other purposes, such as {@code TRACE}: they would
 * take any method for {@code GET}. Everywhere else the resources say which methods there are, to callers who are known.
 */
@Singleton
class KnownMethods {
    /** After {@link SecurityHeaders}, and before the pages. */
    private static final int PRIORITY = SecurityHeaders.PRIORITY - 1;

    private static final int METHOD_NOT_ALLOWED = 405;

    private static final Set<HttpMethod> KNOWN = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.OPTIONS,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE);

    void register(@Observes Filters filters) {
        filters.register(KnownMethods::check, PRIORITY);
    }

    private static void check(RoutingContext http) {
        if (SecurityHeaders.isOwn(http) && !KNOWN.contains(http.request().method())) {
            http.response()
                    .setStatusCode(METHOD_NOT_ALLOWED)
                    .putHeader("Allow", "GET, HEAD")
                    .end();
        } else {
            http.next();
        }
    }
}
