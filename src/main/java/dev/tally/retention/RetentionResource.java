package dev.tally.retention;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/admin/retention}: for schedulers, where the platform gives a service no time between requests. */
@Path("/v1/admin/retention")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
public class RetentionResource {
    private final Retention retention;

    RetentionResource(Retention retention) {
        this.retention = retention;
    }

    @POST
    @Allows(Permission.ADMINISTER_SERVICE)
    @Operation(
            operationId = "retain",
            summary = "Drop months of events that are older than they are to be kept, and make the months to come",
            description = "What the events add up to is kept, and answers stay the same. Does what otherwise happens by"
                    + " itself once a day.")
    @APIResponseSchema(responseCode = "200", responseDescription = "What was done", value = Retained.class)
    @APIResponse(responseCode = "409", ref = "Conflict")
    public Uni<Retained> run() {
        return retention
                .run()
                .map(done -> done.orElseThrow(
                        () -> new FailureException(FailureKind.CONFLICT, "Another run of the same is under way")));
    }
}
