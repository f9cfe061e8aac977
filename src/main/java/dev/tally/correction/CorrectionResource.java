package dev.tally.correction;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Page;
import dev.tally.http.QueryParameters;
import dev.tally.ingest.OneEvent;
import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/events/{id}}: one event that was posted, and should not have been, or not like that. */
@Path("/v1/events/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
public class CorrectionResource {
    private static final String ID = "The id of the event, percent-encoded";

    private final CurrentRequest current;
    private final OneEvent events;
    private final Corrections corrections;
    private final CorrectionStore store;

    CorrectionResource(CurrentRequest current, OneEvent events, Corrections corrections, CorrectionStore store) {
        this.current = current;
        this.events = events;
        this.corrections = corrections;
        this.store = store;
    }

    @DELETE
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(
            operationId = "voidEvent",
            summary = "Void an event: every answer from now on is as if it had never been posted",
            description = "The id is free again: it may be posted as a new event. Who voided the event, and what it"
                    + " said, stays among its changes.")
    @Parameter(name = "id", in = ParameterIn.PATH, description = ID)
    @APIResponse(responseCode = "204", description = "The event is voided")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Uni<Void> voidEvent(@PathParam("id") String id, @Context UriInfo uri) {
        new QueryParameters(uri.getQueryParameters()).allow(Set.of());
        return corrections.voidEvent(current.account(), id, Author.of(current.caller()), current.receivedAt());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(
            operationId = "correctEvent",
            summary = "Correct an event: every answer from now on is as if it had been posted like this",
            description = "The body is the whole event, as it is posted. An event without a time keeps the time that it"
                    + " has. What the event said before stays among its changes.")
    @Parameter(name = "id", in = ParameterIn.PATH, description = ID)
    @RequestBody(
            required = true,
            description = "The event; its id may be left out",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "UsageEvent")))
    @APIResponseSchema(responseCode = "200", responseDescription = "Whether that is a change", value = Corrected.class)
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "413", description = "The body is too large after decompression")
    @APIResponse(responseCode = "415", description = "The body is in another format or encoding")
    public Uni<Corrected> correctEvent(
            @PathParam("id") String id, @Context UriInfo uri, @Context HttpServerRequest request) {
        new QueryParameters(uri.getQueryParameters()).allow(Set.of());
        Account account = current.account();
        return events.read(request, id)
                .chain(event -> corrections.correct(account, event, Author.of(current.caller()), current.receivedAt()))
                .map(Corrected::new);
    }

    @GET
    @Path("/changes")
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(
            operationId = "listEventChanges",
            summary = "Who voided or corrected an event, the oldest change first; also of events that are gone")
    @Parameter(name = "id", in = ParameterIn.PATH, description = ID)
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "limit")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "after")
    @APIResponseSchema(responseCode = "200", responseDescription = "The changes", value = ChangeList.class)
    public Uni<ChangeList> changes(@PathParam("id") String id, @Context UriInfo uri) {
        Page page = Page.of(uri);
        Optional<Long> after = page.after(Long::valueOf);
        return store.changes(current.account().id(), id, after.orElse(0L), page.lastIndex() + 1)
                .map(changes -> ChangeList.of(page.cut(changes, change -> Long.toString(change.number()))));
    }
}
