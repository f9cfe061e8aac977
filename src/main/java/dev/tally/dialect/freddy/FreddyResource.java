package dev.tally.dialect.freddy;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.aggregate.CalendarBuckets;
import dev.tally.dialect.Question;
import dev.tally.dialect.Summaries;
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
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /v1/analytics/usage/summary/{org_id}}. */
@Path("/freddy" + FreddyResource.SEED_PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Freddy")
public class FreddyResource {
    /** Without the organization's id. */
    static final String SEED_PATH = "/v1/analytics/usage/summary";

    /** The number goes up when an answer that says the same comes to have other bytes. */
    private static final String FORMAT = "freddy 1";

    private final CurrentRequest request;
    private final UsageService usage;
    private final Summaries summaries;

    FreddyResource(CurrentRequest request, UsageService usage, Summaries summaries) {
        this.request = request;
        this.usage = usage;
        this.summaries = summaries;
    }

    @GET
    @Path("/{org_id}")
    @Allows(value = Permission.READ_USAGE, account = "org_id")
    @Operation(operationId = "getUsageSummary", summary = "Get usage summary")
    @APIResponse(
            responseCode = "200",
            description = "Usage since the first event",
            content = @Content(schema = @Schema(implementation = FreddyUsage.class)),
            headers = @Header(name = "ETag", ref = "ETag"))
    @APIResponse(responseCode = "304", ref = "NotModified")
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
    public Uni<RestResponse<byte[]>> usage(
            @Parameter(description = "The organization ID.") @PathParam("org_id") String organizationId) {
        Account account = request.account();
        CalendarBuckets calendar = new CalendarBuckets(account.timeZone());
        return summaries.answer(
                Question.of(FORMAT, now -> new FreddyParameters(organizationId, now), (asked, now, chf) -> usage.report(
                                        asked.query(account))
                                .map(report -> new FreddyReport(report, chf).usage(organizationId, calendar, now)))
                        .on(calendar::dateOf)
                        .in("CHF", FreddyParameters::now));
    }
}
