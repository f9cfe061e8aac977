package dev.tally.dialect.umbraco;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.http.CurrentRequest;
import dev.tally.http.QueryParameters;
import dev.tally.query.UsageService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /umbraco/ai/management/api/v1/analytics/usage-summary}. */
@Path("/umbraco" + UmbracoResource.SEED_PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Umbraco")
public class UmbracoResource {
    static final String SEED_PATH = "/umbraco/ai/management/api/v1/analytics/usage-summary";

    private final CurrentRequest request;
    private final UsageService usage;

    UmbracoResource(CurrentRequest request, UsageService usage) {
        this.request = request;
        this.usage = usage;
    }

    @GET
    @Allows(Permission.READ_USAGE)
    @Operation(
            operationId = "getUmbracoUsageSummary",
            summary = "Returns aggregated usage statistics for the specified time period")
    @Parameter(
            name = "from",
            description = "Start of period (inclusive)",
            required = true,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "to",
            description = "End of period (exclusive)",
            required = true,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "granularity",
            description = "Aggregation granularity (auto-selected if omitted)",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"Hourly", "Daily"}))
    @APIResponse(
            responseCode = "200",
            description = "Aggregated usage statistics",
            content = @Content(schema = @Schema(implementation = UmbracoSummary.class)))
    @APIResponse(
            responseCode = "400",
            description = "Bad request",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = UmbracoProblem.class)))
    @APIResponse(
            responseCode = "401",
            description = "Unauthorized",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = UmbracoProblem.class)))
    @APIResponse(
            responseCode = "403",
            description = "Forbidden",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = UmbracoProblem.class)))
    public Uni<UmbracoSummary> summary(@Context UriInfo uri) {
        UmbracoParameters asked =
                UmbracoParameters.of(new QueryParameters(uri.getQueryParameters()), request.receivedAt());
        return usage.report(asked.query(request.account()))
                .map(UmbracoReport::new)
                .map(UmbracoReport::summary);
    }
}
