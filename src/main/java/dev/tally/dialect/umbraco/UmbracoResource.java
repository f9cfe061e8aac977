package dev.tally.dialect.umbraco;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.dialect.Question;
import dev.tally.dialect.Summaries;
import dev.tally.http.CurrentRequest;
import dev.tally.http.QueryParameters;
import dev.tally.model.Account;
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
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code GET /umbraco/ai/management/api/v1/analytics/usage-summary}. */
@Path("/umbraco" + UmbracoResource.SEED_PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Umbraco")
public class UmbracoResource {
    static final String SEED_PATH = "/umbraco/ai/management/api/v1/analytics/usage-summary";

    /** The number goes up when an answer that says the same comes to have other bytes. */
    private static final String FORMAT = "umbraco 1";

    private final CurrentRequest request;
    private final UsageService usage;
    private final Summaries summaries;

    UmbracoResource(CurrentRequest request, UsageService usage, Summaries summaries) {
        this.request = request;
        this.usage = usage;
        this.summaries = summaries;
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
            content = @Content(schema = @Schema(implementation = UmbracoSummary.class)),
            headers = @Header(name = "ETag", ref = "ETag"))
    @APIResponse(responseCode = "304", ref = "NotModified")
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
    public Uni<RestResponse<byte[]>> summary(@Context UriInfo uri) {
        Account account = request.account();
        QueryParameters parameters = QueryParameters.ignoringCase(uri.getQueryParameters());
        return summaries.answer(Question.of(
                FORMAT, now -> UmbracoParameters.of(parameters, now), (asked, now, unconverted) -> usage.report(
                                asked.query(account))
                        .map(report -> new UmbracoReport(report).summary())));
    }
}
