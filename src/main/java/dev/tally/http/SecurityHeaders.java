package dev.tally.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * What browsers are told with every answer: to take it for what it says that it is, to show it in no frame, to run nothing in
 * it, to tell nobody where they come from, and to keep nothing that does not say how long.
 */
@Singleton
class SecurityHeaders {
    /** Before the filter for CORS, which ends the requests that it refuses. */
    static final int PRIORITY = 1000;

    /** What the service has for people is below it: the description of the API and the pages in which to try it. */
    private static final String OWN_PATHS = "/q/";

    private static final CharSequence NOSNIFF_NAME = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence REFERRER_NAME = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence CONTENT_NAME = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence NO_CONTENT =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");

    /** The pages have a script and a style of their own inside them, and icons in their style. */
    private static final CharSequence OWN_CONTENT = HttpHeaders.createOptimized(
            "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    void register(@Observes Filters filters) {
        filters.register(SecurityHeaders::add, PRIORITY);
    }

    static boolean isOwn(RoutingContext http) {
        return http.request().path().startsWith(OWN_PATHS);
    }

    private static void add(RoutingContext http) {
        boolean own = isOwn(http);
        http.response()
                .putHeader(NOSNIFF_NAME, NOSNIFF)
                .putHeader(REFERRER_NAME, NO_REFERRER)
                .putHeader(CONTENT_NAME, own ? OWN_CONTENT : NO_CONTENT);
        if (!own) {
            http.addHeadersEndHandler(end -> storeNothing(http.response()));
        }
        http.next();
    }

    /** Unless somebody knows better, such as summaries. */
    private static void storeNothing(HttpServerResponse response) {
        if (!response.headers().contains(HttpHeaders.CACHE_CONTROL)) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE);
        }
    }
}
