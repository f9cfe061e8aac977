package dev.tally.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tally.http.CurrentRequest;
import dev.tally.http.ErrorFormat;
import dev.tally.http.Failure;
import dev.tally.http.FailureKind;
import dev.tally.http.RequestIdFilter;
import dev.tally.http.RequestTarget;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses requests that are not HTTP/1.1 as RFC 9112 has it, or whose target is not a URI, in the words of the API that they
 * seem to mean, before anybody else has to make sense of them. Where it is in doubt which bytes are the request, its connection
 * is closed: what comes next on it may not be what the client thinks.
 *
 * <p>What even the HTTP decoder cannot read does not come here. It is answered with a bare 400, 414 or 431.
 */
@Singleton
class MalformedRequests {
    /** Before all filters of Quarkus and of ours. */
    private static final int PRIORITY = 10_000;

    /** The methods that change what the path names. */
    private static final Set<HttpMethod> CHANGING = Set.of(HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    /** The connections that are about to be closed. */
    private final Set<HttpConnection> closing = ConcurrentHashMap.newKeySet();

    private final ServedDialects dialects;
    private final ObjectMapper json;
    private final Clock clock;

    MalformedRequests(ServedDialects dialects, ObjectMapper json, Clock clock) {
        this.dialects = dialects;
        this.json = json;
        this.clock = clock;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    /** What the router refuses before it asks the filters. */
    void register(@Observes Router router) {
        router.route().order(-2 * PRIORITY).failureHandler(this::refusedByRouter);
        router.errorHandler(FailureKind.INVALID_REQUEST.status(), this::refusedByRouter);
        router.errorHandler(FailureKind.NOT_FOUND.status(), this::refusedByRouter);
    }

    private void check(RoutingContext http) {
        if (closing.contains(http.request().connection())) {
            // It came behind the one that was refused, and is on its way out with its connection.
            return;
        }
        failure(http.request()).ifPresentOrElse(failure -> refuse(http, failure), http::next);
    }

    private void refusedByRouter(RoutingContext http) {
        boolean ours = http.statusCode() == FailureKind.INVALID_REQUEST.status()
                || http.statusCode() == FailureKind.NOT_FOUND.status();
        if (!ours || http.response().ended()) {
            http.next();
            return;
        }
        Failure unknown = http.statusCode() == FailureKind.NOT_FOUND.status()
                ? new Failure(FailureKind.NOT_FOUND, Optional.empty(), "There is nothing at this path")
                : new Failure(FailureKind.INVALID_REQUEST, Optional.empty(), "The request cannot be understood");
        refuse(http, failure(http.request()).orElse(unknown));
    }

    private static Optional<Failure> failure(HttpServerRequest request) {
        return failureOfFraming(request).or(() -> failureOfTarget(request)).or(() -> mediaType(request));
    }

    /** What makes it unclear whom the request is for, or where it ends. */
    private static Optional<Failure> failureOfFraming(HttpServerRequest request) {
        if (request.headers().getAll("Host").size() > 1) {
            return Optional.of(header("Host", "must be given once"));
        }
        if (!hasHost(request)) {
            return Optional.of(header("Host", "must say which host is meant"));
        }
        String coding = String.join(",", request.headers().getAll("Transfer-Encoding"));
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("chunked")) {
            return Optional.of(header("Transfer-Encoding", "must be chunked, or left out"));
        }
        return Optional.empty();
    }

    private static Optional<Failure> failureOfTarget(HttpServerRequest request) {
        RequestTarget target = new RequestTarget(request.uri());
        return target.failure()
                .or(() -> CHANGING.contains(request.method()) ? target.failureOfChange() : Optional.empty());
    }

    private static Optional<Failure> mediaType(HttpServerRequest request) {
        List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
        if (types.size() > 1) {
            return Optional.of(header(HttpHeaders.CONTENT_TYPE, "must be given once"));
        }
        try {
            types.forEach(MediaType::valueOf);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(header(HttpHeaders.CONTENT_TYPE, "must be a media type"));
        }
    }

    /** Links and redirects could not be made without one, in HTTP/1.0 either. */
    private static boolean hasHost(HttpServerRequest request) {
        return request.authority() != null && !request.authority().host().isEmpty();
    }

    private static Failure header(String name, String what) {
        return new Failure(FailureKind.INVALID_REQUEST, Optional.of(name), "The header '" + name + "' " + what);
    }

    private void refuse(RoutingContext http, Failure failure) {
        HttpServerRequest request = http.request();
        ErrorFormat format = dialects.errorsAt(new RequestTarget(request.uri()).path());
        CurrentRequest refused =
                CurrentRequest.of(RequestIdFilter.idOf(request.getHeader(RequestIdFilter.HEADER)), clock.instant());
        HttpServerResponse response = http.response()
                .setStatusCode(failure.kind().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, format.mediaType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(RequestIdFilter.HEADER, refused.id());
        Buffer body = written(format.body(failure, refused));
        if (request.version() != HttpVersion.HTTP_2 && failureOfFraming(request).isPresent()) {
            endAndClose(request.connection(), response, body);
        } else {
            response.end(body);
        }
    }

    private void endAndClose(HttpConnection connection, HttpServerResponse response, Buffer body) {
        closing.add(connection);
        response.putHeader("Connection", "close").end(body);
        connection.close().onComplete(closed -> closing.remove(connection));
    }

    private Buffer written(Object body) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every error can be written as JSON", e);
        }
    }
}
