package dev.tally.dialect.surnex;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.dialect.Question;
import dev.tally.dialect.Summaries;
import dev.tally.http.CurrentRequest;
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
import java.util.List;
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

/** {@code GET /v1/usage}. */
@Path("/surnex" + SurnexResource.SEED_PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Surnex")
public class SurnexResource {
    static final String SEED_PATH = "/v1/usage";

    /** The number goes up when an answer that says the same comes to have other bytes. */
    private static final String FORMAT = "surnex 2";

    private final CurrentRequest request;
    private final UsageService usage;
    private final Summaries summaries;

    SurnexResource(CurrentRequest request, UsageService usage, Summaries summaries) {
        this.request = request;
        this.usage = usage;
        this.summaries = summaries;
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
            content = @Content(schema = @Schema(implementation = SurnexUsage.class)),
            headers = @Header(name = "ETag", ref = "ETag"))
    @APIResponse(responseCode = "304", ref = "NotModified")
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
    public Uni<RestResponse<byte[]>> usage(@Context UriInfo uri) {
        Account account = request.account();
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        return summaries.answer(Question.of(
                        FORMAT, now -> SurnexParameters.of(parameters, now), (asked, now, usd) -> report(asked, account)
                                .map(report -> answer(new SurnexReport(report, usd), asked, account)))
                .in("USD", asked -> asked.window().to()));
    }

    private Uni<UsageReport> report(SurnexParameters asked, Account account) {
        List<String> ids = asked.projectIds();
        return ids.size() < 2
                ? usage.report(asked.query(account, Set.copyOf(ids)))
                : usage.report(asked.query(account, Set.of(ids.get(0))))
                        .chain(one -> usage.report(asked.query(account, Set.of(ids.get(1))))
                                .chain(other -> both(one, other, asked, account)));
    }

    /** Hardly any project is written in both ways, and to read those of several ids takes longer. */
    private Uni<UsageReport> both(UsageReport one, UsageReport other, SurnexParameters asked, Account account) {
        if (isEmpty(other)) {
            return Uni.createFrom().item(one);
        }
        return isEmpty(one)
                ? Uni.createFrom().item(other)
                : usage.report(asked.query(account, Set.copyOf(asked.projectIds())));
    }

    private static boolean isEmpty(UsageReport report) {
        return report.totals().events() == 0 && report.totals().units().snapshots() == 0;
    }

    private static SurnexUsage answer(SurnexReport report, SurnexParameters asked, Account account) {
        return new SurnexUsage(
                account.id(),
                asked.range(),
                asked.providerAsked(),
                report.totals(),
                report.providers(),
                report.snapshots());
    }
}
