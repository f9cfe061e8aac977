package dev.tally.dialect;

import dev.tally.http.CurrentRequest;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Answers the requests for summaries, of whatever dialect. */
@Singleton
public class Summaries {
    private final CurrentRequest request;
    private final CurrentVertxRequest http;
    private final Answers answers;
    private final RepeatedRequests repeated;

    Summaries(CurrentRequest request, CurrentVertxRequest http, Answers answers, RepeatedRequests repeated) {
        this.request = request;
        this.http = http;
        this.answers = answers;
        this.repeated = repeated;
    }

    /** Answers a question about the account that the request in hand acts on, for its caller. */
    public Uni<RestResponse<byte[]>> answer(Question<?> question) {
        RoutingContext current = http.getCurrent();
        repeated.remember(current, request.caller(), request.account(), question, request.errorFormat());
        return answers.reply(question, request.account(), request.caller(), Wanted.of(current.request()))
                .map(Summaries::response);
    }

    private static RestResponse<byte[]> response(Reply reply) {
        ResponseBuilder<byte[]> response = reply.body()
                .map(body -> ResponseBuilder.ok(body, MediaType.APPLICATION_JSON_TYPE))
                .orElseGet(() -> ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED));
        reply.headers().forEach((name, value) -> response.header(name.toString(), value.toString()));
        return response.build();
    }
}
