package dev.tally.dialect.neo;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.account.CreditService;
import dev.tally.account.Credits;
import dev.tally.dialect.Question;
import dev.tally.dialect.Summaries;
import dev.tally.dialect.neo.NeoUsage.CreditBalance;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Decimals;
import dev.tally.http.QueryParameters;
import dev.tally.model.Account;
import dev.tally.query.UsageReport;
import dev.tally.query.UsageService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
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

/** {@code GET /api/v1/usage/summary}. */
@Path("/neo" + NeoResource.SEED_PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Neo")
public class NeoResource {
    static final String SEED_PATH = "/api/v1/usage/summary";

    /** The number goes up when an answer that says the same comes to have other bytes. */
    private static final String FORMAT = "neo 2";

    private final CurrentRequest request;
    private final UsageService usage;
    private final CreditService credits;
    private final Summaries summaries;

    NeoResource(CurrentRequest request, UsageService usage, CreditService credits, Summaries summaries) {
        this.request = request;
        this.usage = usage;
        this.credits = credits;
        this.summaries = summaries;
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
            content = @Content(schema = @Schema(implementation = NeoUsage.class)),
            headers = @Header(name = "ETag", ref = "ETag"))
    @APIResponse(responseCode = "304", ref = "NotModified")
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
    public Uni<RestResponse<byte[]>> usage(@Context UriInfo uri) {
        Account account = request.account();
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        return summaries.answer(
                Question.of(FORMAT, now -> NeoParameters.of(parameters, now), (asked, now, unconverted) -> Uni.combine()
                        .all()
                        .unis(report(asked, account, now), credits.of(account, now))
                        .with((report, balance) -> answer(report, balance, asked, account))));
    }

    private Uni<NeoReport> report(NeoParameters asked, Account account, Instant now) {
        return usage.report(asked.query(account)).chain(report -> olderNames(NeoReport.nameless(report), account, now)
                .map(names -> new NeoReport(report, names)));
    }

    private Uni<Map<String, String>> olderNames(Set<String> projects, Account account, Instant now) {
        return projects.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : usage.report(NeoParameters.names(account, projects, now)).map(UsageReport::projectNames);
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
