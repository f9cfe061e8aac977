package dev.tally.dialect.freddy;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.aggregate.CalendarBuckets;
import dev.tally.currency.CostConversion;
import dev.tally.http.CurrentRequest;
import dev.tally.model.Account;
import dev.tally.query.UsageService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /v1/analytics/usage/summary/{org_id}}. */
@Path("/freddy" + FreddyResource.SEED_PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Freddy")
public class FreddyResource {
    /** Without the organization's id. */
    static final String SEED_PATH = "/v1/analytics/usage/summary";

    private final CurrentRequest request;
    private final UsageService usage;
    private final CostConversion costs;

    FreddyResource(CurrentRequest request, UsageService usage, CostConversion costs) {
        this.request = request;
        this.usage = usage;
        this.costs = costs;
    }

    @GET
    @Path("/{org_id}")
    @Allows(value = Permission.READ_USAGE, account = "org_id")
    @Operation(operationId = "getUsageSummary", summary = "Get usage summary")
    @APIResponse(
            responseCode = "200",
            description = "Usage since the first event",
            content = @Content(schema = @Schema(implementation = FreddyUsage.class)))
    @APIResponse(
            responseCode = "401",
            description = "Unauthorized",
            content = @Content(schema = @Schema(implementation = FreddyError.class)))
    @APIResponse(
            responseCode = "403",
            description = "Forbidden",
            content = @Content(schema = @Schema(implementation = FreddyError.class)))
    @APIResponse(
            responseCode = "500",
            description = "Server error",
            content = @Content(schema = @Schema(implementation = FreddyError.class)))
    public Uni<FreddyUsage> usage(
            @Parameter(description = "The organization ID.") @PathParam("org_id") String organizationId) {
        Account account = request.account();
        FreddyParameters asked = new FreddyParameters(organizationId, request.receivedAt());
        return Uni.combine()
                .all()
                .unis(usage.report(asked.query(account)), costs.to("CHF", account, asked.now()))
                .with(FreddyReport::new)
                .map(report -> report.usage(organizationId, new CalendarBuckets(account.timeZone()), asked.now()));
    }
}
