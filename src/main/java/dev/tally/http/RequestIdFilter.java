package dev.tally.http;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives every request an id, or keeps the one that its client chose, and returns it with the answer. */
public class RequestIdFilter {
    public static final String HEADER = "X-Request-Id";

    /** The first filter of all. */
    static final int PRIORITY = 10;

    /** Nothing that could break a log line or a header. */
    private static final Pattern ACCEPTED = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    @Inject
    CurrentRequest request;

    @Inject
    Clock clock;

    /**
     * The id of a request.
     *
     * @param offered its header, or null
     */
    public static String idOf(String offered) {
        boolean acceptable = offered != null && ACCEPTED.matcher(offered).matches();
        return acceptable ? offered : "req_" + UUID.randomUUID();
    }

    @ServerRequestFilter(preMatching = true, priority = PRIORITY)
    public void assign(ContainerRequestContext context) {
        request.received(
                idOf(context.getHeaderString(HEADER)),
                clock.instant(),
                context.getHeaderString(HttpHeaders.IF_NONE_MATCH));
    }

    @ServerResponseFilter
    public void echo(ContainerResponseContext response) {
        if (request.id() != null) {
            response.getHeaders().putSingle(HEADER, request.id());
        }
    }
}
