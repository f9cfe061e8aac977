package dev.tally.dialect.neo;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.account.CreditService;
import dev.tally.account.Credits;
import dev.tally.dialect.neo.NeoUsage.CreditBalance;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Decimals;
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

/** {@code GET /api/v1/usage/summary}. */
@Path("/neo" + NeoResource.SEED_PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Neo")
public class NeoResource {
    static final String SEED_PATH = "/api/v1/usage/summary";

    private final CurrentRequest request;
    private final UsageService usage;
    private final CreditService credits;

    NeoResource(CurrentRequest request, UsageService usage, CreditService credits) {
        this.request = request;
        this.usage = usage;
        this.credits = credits;
    }

    @GET
    @Allows(Permission.READ_USAGE)
    @Operation(operationId = "get-v1-usage-summary", summary = "Get overall usage summary")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "Filter from datetime (ISO 8601)",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Filter to datetime (ISO 8601)",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @Parameter(
            name = "group_by",
            in = ParameterIn.QUERY,
            description = "Group by time period",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"day", "week", "month"}))
    @APIResponse(
            responseCode = "200",
            description = "Usage summary",
            content = @Content(schema = @Schema(implementation = NeoUsage.class)))
    @APIResponse(
            responseCode = "400",
            description = "Invalid request",
            content = @Content(schema = @Schema(implementation = NeoError.class)))
    @APIResponse(
            responseCode = "401",
            description = "Unauthorized",
            content = @Content(schema = @Schema(implementation = NeoError.class)))
    @APIResponse(
            responseCode = "403",
            description = "Forbidden - team members/viewers cannot access usage data",
            content = @Content(schema = @Schema(implementation = NeoError.class)))
    @APIResponse(
            responseCode = "500",
            description = "Internal server error",
            content = @Content(schema = @Schema(implementation = NeoError.class)))
    public Uni<NeoUsage> usage(@Context UriInfo uri) {
        Account account = request.account();
        NeoParameters asked = NeoParameters.of(new QueryParameters(uri.getQueryParameters()), request.receivedAt());
        return Uni.combine()
                .all()
                .unis(usage.report(asked.query(account)), credits.of(account, request.receivedAt()))
                .with((report, balance) -> answer(new NeoReport(report), balance, asked, account));
    }

    private static NeoUsage answer(NeoReport report, Credits credits, NeoParameters asked, Account account) {
        return new NeoUsage(
                report.totals(),
                balance(credits),
                report.statuses(),
                report.models(),
                report.projects(),
                account.isTeam() ? report.emails() : null,
                asked.period()
                        .map(period -> report.periods(period, account.timeZone()))
                        .orElse(null),
                report.byok());
    }

    private static CreditBalance balance(Credits credits) {
        return new CreditBalance(
                Decimals.plain(credits.issued()),
                Decimals.plain(credits.available()),
                Decimals.plain(credits.used()),
                credits.lastReset().orElse(null),
                credits.expiresAt().orElse(null),
                credits.expired());
    }
}
