package dev.tally.rollup;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.http.CurrentRequest;
import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/admin}: for schedulers, where the platform gives a service no time between requests, and for operators. */
@Path("/v1/admin")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
public class RollResource {
    private final CurrentRequest request;
    private final Rolls rolls;

    RollResource(CurrentRequest request, Rolls rolls) {
        this.request = request;
        this.rolls = rolls;
    }

    @POST
    @Path("/roll")
    @Allows(Permission.ADMINISTER_SERVICE)
    @Operation(
            operationId = "roll",
            summary = "Add pending events to the cells: those of the account named in X-Tally-Account, else of all",
            description =
                    "Answers stay the same and become cheaper. Answers when everything is rolled that was pending.")
    @APIResponseSchema(responseCode = "200", responseDescription = "What was rolled", value = Rolled.class)
    public Uni<Rolled> roll() {
        Optional<Account> named = request.caller().account();
        return named.isPresent() ? rolls.roll(named.get().id()) : rolls.rollAll();
    }

    @POST
    @Path("/rebuild")
    @Allows(Permission.ADMINISTER_SERVICE)
    @Operation(
            operationId = "rebuild",
            summary = "Drop the cells of the account named in X-Tally-Account and roll them again from its events",
            description = "Queries go on meanwhile and stay exact.")
    @APIResponseSchema(responseCode = "200", responseDescription = "What was rolled", value = Rolled.class)
    public Uni<Rolled> rebuild() {
        return rolls.rebuild(request.account().id());
    }
}
