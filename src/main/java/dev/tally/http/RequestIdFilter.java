package dev.tally.http;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives every request an id, or keeps the one that its client chose, and returns it with the answer. */
public class RequestIdFilter {
    public static final String HEADER = "X-Request-Id";

    /** The first filter of all. */
    static final int PRIORITY = 10;

    private static final String TRACE_HEADER = "traceparent";
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    /** What each line of the log about a request has; OpenTelemetry gives the trace its name. */
    private static final String LOGGED_ID = "requestId";

    private static final String LOGGED_TRACE = "traceId";

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
        String id = idOf(context.getHeaderString(HEADER));
        request.received(id, clock.instant());
        MDC.put(LOGGED_ID, id);
        traceOf(context.getHeaderString(TRACE_HEADER))
                .filter(trace -> MDC.get(LOGGED_TRACE) == null)
                .ifPresent(trace -> MDC.put(LOGGED_TRACE, trace));
    }

    /** The trace that the caller is in (W3C Trace Context), for lines of a service that makes no traces itself. */
    static Optional<String> traceOf(String header) {
        Matcher parent = TRACE_PARENT.matcher(header == null ? "" : header);
        return parent.matches() ? Optional.of(parent.group(1)) : Optional.empty();
    }

    @ServerResponseFilter
    public void echo(ContainerResponseContext response) {
        if (request.id() != null) {
            response.getHeaders().putSingle(HEADER, request.id());
        }
    }
}
