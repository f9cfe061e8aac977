package dev.tally.dialect.surnex;

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

/** {@code GET /v1/usage}. */
@Path("/surnex" + SurnexResource.SEED_PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Surnex")
public class SurnexResource {
    static final String SEED_PATH = "/v1/usage";

    private final CurrentRequest request;
    private final UsageService usage;
    private final CostConversion costs;

    SurnexResource(CurrentRequest request, UsageService usage, CostConversion costs) {
        this.request = request;
        this.usage = usage;
        this.costs = costs;
    }

    @GET
    @Allows(Permission.READ_USAGE)
    @Operation(operationId = "getV1Usage", summary = "Usage and cost rollups")
    @Parameter(name = "project_id", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    @Parameter(name = "provider", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING, minLength = 1))
    @Parameter(name = "from", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING, minLength = 1))
    @Parameter(name = "to", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.STRING, minLength = 1))
    @APIResponse(
            responseCode = "200",
            description = "Usage and cost rollups",
            content = @Content(schema = @Schema(implementation = SurnexUsage.class)))
    @APIResponse(
            responseCode = "400",
            description = "Bad request",
            content = @Content(schema = @Schema(implementation = SurnexError.class)))
    @APIResponse(
            responseCode = "401",
            description = "Unauthorized",
            content = @Content(schema = @Schema(implementation = SurnexError.class)))
    @APIResponse(
            responseCode = "403",
            description = "Forbidden",
            content = @Content(schema = @Schema(implementation = SurnexError.class)))
    public Uni<SurnexUsage> usage(@Context UriInfo uri) {
        Account account = request.account();
        SurnexParameters asked =
                SurnexParameters.of(new QueryParameters(uri.getQueryParameters()), request.receivedAt());
        return Uni.combine()
                .all()
                .unis(
                        usage.report(asked.query(account)),
                        costs.to("USD", account, asked.window().to()))
                .with(SurnexReport::new)
                .map(report -> new SurnexUsage(
                        account.id(),
                        asked.range(),
                        asked.providerAsked(),
                        report.totals(),
                        report.providers(),
                        report.snapshots()));
    }
}
