package dev.tally.account;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.http.CurrentRequest;
import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/accounts/{account}/credits}. */
@Path("/v1/accounts/{account}/credits")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "404", ref = "NotFound")
public class CreditsResource {
    private final CurrentRequest request;
    private final CreditGrants credits;
    private final CreditService balances;

    CreditsResource(CurrentRequest request, CreditGrants credits, CreditService balances) {
        this.request = request;
        this.credits = credits;
        this.balances = balances;
    }

    @GET
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(operationId = "getCredits", summary = "What was granted, used and is left")
    @APIResponseSchema(responseCode = "200", responseDescription = "The credits", value = CreditsView.class)
    @Parameter(name = "account", in = ParameterIn.PATH, ref = "account")
    public Uni<CreditsView> get() {
        Account account = request.account();
        return balances.of(account, request.receivedAt())
                .chain(balance -> credits.latest(account.id()).map(grants -> CreditsView.of(balance, grants)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(operationId = "grantCredits", summary = "Grant credits")
    @Parameter(name = "account", in = ParameterIn.PATH, ref = "account")
    @APIResponseSchema(responseCode = "201", responseDescription = "The grant", value = GrantView.class)
    public Uni<RestResponse<GrantView>> grant(NewGrant wanted) {
        Account account = request.account();
        return credits.add(account.id(), Fields.body(wanted), request.receivedAt())
                .map(grant -> RestResponse.ResponseBuilder.<GrantView>created(
                                URI.create("/v1/accounts/" + account.id() + "/credits"))
                        .entity(GrantView.of(grant))
                        .build());
    }

    @POST
    @Path("/reset")
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(operationId = "resetCredits", summary = "Set the use of credits back to nothing")
    @APIResponseSchema(
            responseCode = "200",
            responseDescription = "The credits as they are now",
            value = CreditsView.class)
    @Parameter(name = "account", in = ParameterIn.PATH, ref = "account")
    public Uni<CreditsView> reset() {
        return credits.reset(request.account().id(), request.receivedAt()).chain(this::get);
    }
}
