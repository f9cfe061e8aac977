package dev.tally.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a request early into an answer of the API that was called. */
public class FailureMapper {
    private static final Logger LOG = Logger.getLogger(FailureMapper.class);
    private static final SparingLog PASSING = new SparingLog(LOG);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    @Inject
    CurrentRequest request;

    @Inject
    DefaultErrorFormat defaultFormat;

    @Inject
    PassingFailures passing;

    @ServerExceptionMapper
    public Response failure(FailureException e) {
        return answer(e.failure()).build();
    }

    /** Quarkus has a mapper of its own for this one, which answers in nobody's format. */
    @ServerExceptionMapper
    public Response json(MismatchedInputException e) {
        return json((JacksonException) e);
    }

    @ServerExceptionMapper
    public Response json(JacksonException e) {
        return answer(JsonFailures.of(e)).build();
    }

    @ServerExceptionMapper
    public Response refusedByFramework(WebApplicationException e) {
        if (e.getCause() instanceof JacksonException json) {
            return json(json);
        }
        Response refusal = e.getResponse();
        Failure failure = FrameworkFailures.of(refusal.getStatus());
        if (failure.kind() == FailureKind.INTERNAL) {
            return unexpected(e);
        }
        Response.ResponseBuilder answer = answer(failure);
        Optional.ofNullable(refusal.getHeaderString(HttpHeaders.ALLOW))
                .ifPresent(allowed -> answer.header(HttpHeaders.ALLOW, allowed));
        return answer.build();
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        Optional<String> words = passing.words(e);
        return words.isPresent() ? unavailable(e, words.get()) : defect(e);
    }

    private Response unavailable(Throwable e, String words) {
        PASSING.warn("Request " + request.id() + " failed, and may succeed later: " + e);
        return failure(FailureException.unavailable(words, RETRY_AFTER));
    }

    private Response defect(Throwable e) {
        LOG.errorf(e, "Request %s failed", request.id());
        return answer(new Failure(FailureKind.INTERNAL, Optional.empty(), "An unexpected error occurred"))
                .build();
    }

    private Response.ResponseBuilder answer(Failure failure) {
        ErrorFormat format = request.errorFormat().orElse(defaultFormat);
        Response.ResponseBuilder answer = Response.status(failure.kind().status())
                .type(format.mediaType())
                .entity(format.body(failure, request))
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (failure.kind().isUnauthenticated()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        failure.retryAfter().ifPresent(time -> answer.header(HttpHeaders.RETRY_AFTER, WholeSeconds.of(time)));
        return answer;
    }
}
