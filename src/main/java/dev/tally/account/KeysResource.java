package dev.tally.account;

import dev.tally.access.Allows;
import dev.tally.access.KeySecret;
import dev.tally.access.Permission;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Page;
import dev.tally.model.AccountNames;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/accounts/{account}/keys}. */
@Path("/v1/accounts/{account}/keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "404", ref = "NotFound")
public class KeysResource {
    private final CurrentRequest request;
    private final Keys keys;

    KeysResource(CurrentRequest request, Keys keys) {
        this.request = request;
        this.keys = keys;
    }

    @POST
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(operationId = "createKey", summary = "Make an API key: its secret is in this answer and in no other")
    @Parameter(name = "account", in = ParameterIn.PATH, ref = "account")
    @APIResponseSchema(responseCode = "201", responseDescription = "The key with its secret", value = MadeKeyView.class)
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Uni<RestResponse<MadeKeyView>> create(NewKey wanted) {
        UUID account = request.account().id();
        KeySecret secret = Fields.body(wanted).keySecret();
        return keys.add(account, wanted, secret, request.receivedAt())
                .map(key -> RestResponse.ResponseBuilder.<MadeKeyView>created(
                                URI.create("/v1/accounts/" + account + "/keys/" + key.id))
                        .entity(MadeKeyView.of(key, secret))
                        .header("Cache-Control", "no-store")
                        .build());
    }

    @GET
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(operationId = "listKeys", summary = "The account's API keys, without secrets, the oldest first")
    @APIResponseSchema(responseCode = "200", responseDescription = "The keys", value = KeyList.class)
    @Parameter(name = "account", in = ParameterIn.PATH, ref = "account")
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "limit")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "after")
    public Uni<KeyList> list(@Context UriInfo uri) {
        return keys.list(request.account().id(), Page.of(uri)).map(KeyList::of);
    }

    @DELETE
    @Path("/{id}")
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(operationId = "revokeKey", summary = "Revoke an API key, at once")
    @Parameter(name = "account", in = ParameterIn.PATH, ref = "account")
    @APIResponse(responseCode = "204", description = "The key is good for nothing any more")
    public Uni<Void> revoke(@PathParam("id") String id) {
        UUID key = AccountNames.asId(id).orElseThrow(Keys::unknown);
        return keys.revoke(request.account().id(), key, request.receivedAt());
    }
}
