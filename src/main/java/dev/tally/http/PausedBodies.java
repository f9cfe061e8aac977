package dev.tally.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Closes connections on which a body has begun and nothing more of it comes, though it is asked for. A body may take as
 * long as it likes, as streams of events do, but it must go on.
 */
@Singleton
class PausedBodies {
    /** Before the bodies are read. */
    private static final int PRIORITY = 9_000;

    private final Vertx vertx;
    private final long mostMillis;

    PausedBodies(Vertx vertx, BodyConfig config) {
        this.vertx = vertx;
        this.mostMillis = config.maxBodyPause().toMillis();
    }

    void register(@Observes Filters filters) {
        filters.register(this::watch, PRIORITY);
    }

    private void watch(RoutingContext http) {
        if (mayHaveBody(http.request())) {
            BodyProgress progress = BodyProgress.of(http.request());
            long timer = vertx.setPeriodic(mostMillis, id -> {
                if (progress.stoodStill()) {
                    http.request().connection().close();
                }
            });
            http.addEndHandler(end -> vertx.cancelTimer(timer));
        }
        http.next();
    }

    /** RFC 9112, section 6.3: in HTTP/1.1 the head says so. That of most requests says that there is none. */
    private static boolean mayHaveBody(HttpServerRequest request) {
        boolean announced = request.version() == HttpVersion.HTTP_2
                || request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        return announced && !request.isEnded();
    }
}
