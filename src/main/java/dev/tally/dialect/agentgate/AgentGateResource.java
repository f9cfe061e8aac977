package dev.tally.dialect.agentgate;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.currency.CostConversion;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /api/v1/usage/summary}, for accounts that chose AgentGate. */
@Path("/agentgate" + AgentGateResource.SEED_PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "AgentGate")
public class AgentGateResource {
    static final String SEED_PATH = "/api/v1/usage/summary";

    private final CurrentRequest request;
    private final UsageService usage;
    private final CostConversion costs;

    AgentGateResource(CurrentRequest request, UsageService usage, CostConversion costs) {
        this.request = request;
        this.usage = usage;
        this.costs = costs;
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
            content = @Content(schema = @Schema(implementation = AgentGateSummary.class)))
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
    public Uni<AgentGateSummary> summary(@Context UriInfo uri) {
        Account account = request.account();
        AgentGateParameters asked =
                AgentGateParameters.of(new QueryParameters(uri.getQueryParameters()), request.receivedAt());
        return Uni.combine()
                .all()
                .unis(
                        usage.report(asked.query(account)),
                        costs.to("USD", account, asked.window().to()))
                .with(AgentGateReport::new)
                .map(report -> report.summary(asked));
    }
}
