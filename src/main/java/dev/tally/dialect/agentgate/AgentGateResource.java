package dev.tally.dialect.agentgate;

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

/** {@code GET /api/v1/usage/summary}, for accounts that chose AgentGate. */
@Path("/agentgate" + AgentGateResource.SEED_PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "AgentGate")
public class AgentGateResource {
    static final String SEED_PATH = "/api/v1/usage/summary";

    /** The number goes up when an answer that says the same comes to have other bytes. */
    private static final String FORMAT = "agentgate 2";

    private final CurrentRequest request;
    private final UsageService usage;
    private final Summaries summaries;

    AgentGateResource(CurrentRequest request, UsageService usage, Summaries summaries) {
        this.request = request;
        this.usage = usage;
        this.summaries = summaries;
    }

    @GET
    @Allows(Permission.READ_USAGE)
    @Operation(operationId = "getAgentGateUsageSummary", summary = "Get Usage Summary")
    @Parameter(
            name = "workOrderId",
            description = "Filter by work order ID",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "runId",
            description = "Filter by run ID",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "model",
            description = "Filter by model name",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "startDate",
            description = "Start date filter (ISO 8601)",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "endDate",
            description = "End date filter (ISO 8601)",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "Totals and per-model breakdown",
            content = @Content(schema = @Schema(implementation = AgentGateSummary.class)),
            headers = @Header(name = "ETag", ref = "ETag"))
    @APIResponse(responseCode = "304", ref = "NotModified")
    @APIResponse(
            responseCode = "400",
            description = "Bad request",
            content = @Content(schema = @Schema(implementation = AgentGateError.class)))
    @APIResponse(
            responseCode = "401",
            description = "Unauthorized",
            content = @Content(schema = @Schema(implementation = AgentGateError.class)))
    @APIResponse(
            responseCode = "403",
            description = "Forbidden",
            content = @Content(schema = @Schema(implementation = AgentGateError.class)))
    public Uni<RestResponse<byte[]>> summary(@Context UriInfo uri) {
        Account account = request.account();
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        return summaries.answer(
                Question.of(FORMAT, now -> AgentGateParameters.of(parameters, now), (asked, now, usd) -> usage.report(
                                        asked.query(account))
                                .map(report -> new AgentGateReport(report, usd).summary(asked)))
                        .in("USD", asked -> asked.window().to()));
    }
}
