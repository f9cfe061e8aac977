package dev.tally.account;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Page;
import io.smallrye.mutiny.Uni;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/accounts/{account}/members}. */
@Path("/v1/accounts/{account}/members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "404", ref = "NotFound")
public class MembersResource {
    private final CurrentRequest request;
    private final Members members;

    MembersResource(CurrentRequest request, Members members) {
        this.request = request;
        this.members = members;
    }

    @GET
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(operationId = "listMembers", summary = "The people in the team, by e-mail")
    @APIResponseSchema(responseCode = "200", responseDescription = "The members", value = MemberList.class)
    @Parameter(name = "account", in = ParameterIn.PATH, ref = "account")
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "limit")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "after")
    public Uni<MemberList> list(@Context UriInfo uri) {
        return members.list(request.account().id(), Page.of(uri)).map(MemberList::of);
    }

    @PUT
    @Path("/{email}")
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(operationId = "putMember", summary = "Put a person into the team, or give them another role")
    @Parameter(name = "account", in = ParameterIn.PATH, ref = "account")
    @APIResponse(
            responseCode = "200",
            description = "A member with another role",
            content = @Content(schema = @Schema(implementation = MemberView.class)))
    @APIResponseSchema(responseCode = "201", responseDescription = "A new member", value = MemberView.class)
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Uni<RestResponse<MemberView>> put(@PathParam("email") String email, MemberRole role) {
        return members.put(
                        request.account(),
                        Fields.email("email", email),
                        Fields.body(role).wanted())
                .map(placed -> RestResponse.status(
                        placed.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK,
                        MemberView.of(placed.member())));
    }

    @DELETE
    @Path("/{email}")
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(operationId = "removeMember", summary = "Take a person out of the team, and revoke their keys")
    @Parameter(name = "account", in = ParameterIn.PATH, ref = "account")
    @APIResponse(responseCode = "204", description = "The person is no longer in the team")
    public Uni<Void> remove(@PathParam("email") String email) {
        return members.remove(request.account().id(), Fields.email("email", email), request.receivedAt());
    }
}
