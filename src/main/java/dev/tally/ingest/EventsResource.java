package dev.tally.ingest;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.http.CurrentRequest;
import dev.tally.http.QueryParameters;
import dev.tally.ingest.BodyMemory.Share;
import dev.tally.ingest.EventBodies.Form;
import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes usage events: one, an array of them, or lines without end. */
@Path("/v1/events")
@Tag(name = "Events", description = "Recording usage")
public class EventsResource {
    static final String NDJSON = "application/x-ndjson";

    private static final String EXAMPLE = """
            {"id": "call-1", "model": "gpt-4o", "provider": "openai", "operation": "chat", "project_id": "search",\
             "input_tokens": 1200, "output_tokens": 80, "cost": 0.0038, "duration_ms": 640}""";

    private static final String ATOMIC = "atomic";
    private static final MediaType LINES = MediaType.valueOf(NDJSON);

    private final CurrentRequest current;
    private final EventBodies bodies;
    private final BodyMemory memory;
    private final IngestService ingest;

    EventsResource(CurrentRequest current, EventBodies bodies, BodyMemory memory, IngestService ingest) {
        this.current = current;
        this.bodies = bodies;
        this.memory = memory;
        this.ingest = ingest;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, NDJSON})
    @Produces(MediaType.APPLICATION_JSON)
    @Allows(Permission.INGEST)
    @Operation(
            operationId = "postEvents",
            summary = "Record usage events",
            description =
                    "Each event counts once, however often it is sent: its identity is the account and its id. Good"
                            + " events are stored though others of the body are refused. Nothing is acknowledged before it is"
                            + " committed. The body may be compressed with gzip.")
    @Parameter(
            name = ATOMIC,
            in = ParameterIn.QUERY,
            description = "Whether to store all of the events or none. The limits of an array then hold for lines too.",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @RequestBody(
            required = true,
            description =
                    "One event, an array of them, or NDJSON: an event per line, any number of lines. By default an array"
                            + " has at most 10,000 events and 16 MiB after decompression, and a line at most 1 MiB.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(anyOf = {EventDocument.class, EventDocument[].class}),
                        examples = @ExampleObject(name = "call", summary = "A call of a model", value = EXAMPLE)),
                @Content(mediaType = NDJSON, schema = @Schema(implementation = EventDocument.class))
            })
    @APIResponse(
            responseCode = "200",
            description = "What became of the events",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = IngestResult.class)))
    @APIResponse(
            responseCode = "400",
            description =
                    "The body cannot be read, or has too many events; of lines, those before may be stored, which the"
                            + " answer then says. With atomic=true also: an event was refused, so that nothing was stored",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = IngestResult.class)),
                @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem"))
            })
    @APIResponse(responseCode = "401", ref = "Unauthorized")
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "413", description = "The body is too large after decompression")
    @APIResponse(responseCode = "415", description = "The body is in another format or encoding")
    @APIResponse(responseCode = "500", description = "An unexpected error; send the same events again")
    @APIResponse(
            responseCode = "429",
            description = "The account sends more requests, or more events, than it may; nothing was stored",
            headers = {
                @Header(
                        name = "Retry-After",
                        description = "After how many seconds",
                        schema = @Schema(type = SchemaType.INTEGER))
            })
    @APIResponse(
            responseCode = "503",
            description = "More comes in than can be stored or held in memory; send the same events again later",
            headers =
                    @Header(
                            name = "Retry-After",
                            description = "After how many seconds",
                            schema = @Schema(type = SchemaType.INTEGER)))
    public Uni<RestResponse<IngestResult>> postEvents(
            @Context HttpServerRequest request, @Context HttpHeaders headers, @Context UriInfo uri) {
        Account account = current.account();
        Form form = form(headers.getMediaType());
        boolean atomic = isAtomic(new QueryParameters(uri.getQueryParameters()));
        Share share = memory.open(account.id());
        Uni<RestResponse<IngestResult>> answer = atomic
                ? bodies.whole(request, form, share)
                        .chain(events -> ingest.recordAll(current.caller(), events))
                        .map(EventsResource::allOrNothing)
                : ingest.recordGood(current.caller(), bodies.batches(request, form, share))
                        .map(RestResponse::ok);
        return answer.onTermination().invoke(share::release);
    }

    private static RestResponse<IngestResult> allOrNothing(IngestResult result) {
        return RestResponse.status(
                result.rejected() == 0 ? RestResponse.Status.OK : RestResponse.Status.BAD_REQUEST, result);
    }

    /** A charset is not looked at: JSON is UTF-8 whatever its media type says (RFC 8259, section 11). */
    private static Form form(MediaType type) {
        return type != null && type.isCompatible(LINES) ? Form.LINES : Form.DOCUMENT;
    }

    private static boolean isAtomic(QueryParameters query) {
        query.allow(Set.of(ATOMIC));
        return query.flag(ATOMIC);
    }
}
