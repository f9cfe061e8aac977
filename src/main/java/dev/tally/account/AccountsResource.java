package dev.tally.account;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Failure;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.http.Page;
import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/accounts}. */
@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
public class AccountsResource {
    private final CurrentRequest request;
    private final Accounts accounts;

    AccountsResource(CurrentRequest request, Accounts accounts) {
        this.request = request;
        this.accounts = accounts;
    }

    @POST
    @Allows(Permission.ADMINISTER_SERVICE)
    @Operation(operationId = "createAccount", summary = "Make an account: only for the service's administrator")
    @APIResponseSchema(responseCode = "201", responseDescription = "The account", value = AccountView.class)
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Uni<RestResponse<AccountView>> create(NewAccount wanted) {
        return accounts.add(Fields.body(wanted), request.receivedAt())
                .map(account -> RestResponse.ResponseBuilder.<AccountView>created(
                                URI.create("/v1/accounts/" + account.id))
                        .entity(AccountView.of(account))
                        .build());
    }

    @GET
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(operationId = "listAccounts", summary = "The accounts that the caller administers, the oldest first")
    @APIResponseSchema(responseCode = "200", responseDescription = "The accounts", value = AccountList.class)
    @Parameter(name = "limit", in = ParameterIn.QUERY, ref = "limit")
    @Parameter(name = "after", in = ParameterIn.QUERY, ref = "after")
    public Uni<AccountList> list(@Context UriInfo uri) {
        Page page = Page.of(uri);
        return request.caller().administrator()
                ? accounts.list(page).map(AccountList::of)
                : own().map(own -> AccountList.of(new Page.Part<>(List.of(own), Optional.empty())));
    }

    @GET
    @Path("/{account}")
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(operationId = "getAccount", summary = "One account")
    @APIResponseSchema(responseCode = "200", responseDescription = "The account", value = AccountView.class)
    @Parameter(name = "account", in = ParameterIn.PATH, ref = "account")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Uni<AccountView> get() {
        return own().map(AccountView::of);
    }

    @PATCH
    @Path("/{account}")
    @Allows(Permission.ADMINISTER_ACCOUNT)
    @Operation(
            operationId = "changeAccount",
            summary = "Change an account: the members that are sent",
            description =
                    "`external_id`, by which tokens name the account, is for the service's administrator to change.")
    @APIResponseSchema(
            responseCode = "200",
            responseDescription = "The account as it is now",
            value = AccountView.class)
    @Parameter(name = "account", in = ParameterIn.PATH, ref = "account")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Uni<AccountView> change(AccountChange change) {
        Account account = request.account();
        if (Fields.body(change).renames(account) && !request.caller().administrator()) {
            throw new FailureException(new Failure(
                    FailureKind.FORBIDDEN,
                    Optional.of("external_id"),
                    "'external_id' is for the service's administrator to change: tokens name accounts by it"));
        }
        return accounts.change(account.id(), change).map(AccountView::of);
    }

    private Uni<AccountEntity> own() {
        return accounts.get(request.account().id());
    }
}
