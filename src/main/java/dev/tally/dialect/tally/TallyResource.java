package dev.tally.dialect.tally;

import dev.tally.access.Allows;
import dev.tally.access.Permission;
import dev.tally.dialect.Question;
import dev.tally.dialect.Summaries;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Failure;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.http.QueryParameters;
import dev.tally.model.Account;
import dev.tally.model.Scope;
import dev.tally.query.UsageService;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
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

/** {@code GET /v1/query}. */
@Path("/v1/query")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tally")
public class TallyResource {
    private static final String FILTER = "Only events with this value; repeated: with any of them";
    private static final String PROBLEM_JSON = "application/problem+json";

    /** The number goes up when an answer that says the same comes to have other bytes. */
    private static final String FORMAT = "tally 1";

    private final CurrentRequest request;
    private final UsageService usage;
    private final Summaries summaries;

    TallyResource(CurrentRequest request, UsageService usage, Summaries summaries) {
        this.request = request;
        this.usage = usage;
        this.summaries = summaries;
    }

    @GET
    @Allows(Permission.READ_USAGE)
    @Operation(operationId = "query", summary = "Any measure, by any dimension")
    @Parameter(
            name = "from",
            description = "Start, inclusive: a date-time or a date (its start, UTC). Default: the first event",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "to",
            description = "End, exclusive: a date-time or a date (its end, UTC). Default: now",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "group_by",
            description =
                    "Up to two of model, provider, operation, project_id, email, work_order_id, run_id and profile,"
                            + " separated by commas or repeated",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class, maxItems = 2))
    @Parameter(
            name = "granularity",
            description = "Adds a series with buckets of this width",
            in = ParameterIn.QUERY,
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"quarter_hour", "hour", "day", "week", "month"}))
    @Parameter(
            name = "tz",
            description = "Whose calendar the buckets follow: an IANA time zone or an offset. Default: the account's",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING))
    @Parameter(
            name = "model",
            description = FILTER,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "provider",
            description = FILTER,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "operation",
            description = FILTER,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "project_id",
            description = FILTER,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "email",
            description = FILTER,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "work_order_id",
            description = FILTER,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "run_id",
            description = FILTER,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "profile",
            description = FILTER,
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(
            name = "explain",
            description = "Whether to tell what was read for the answer; needs the scope admin",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @APIResponse(
            responseCode = "200",
            description = "The usage in the window",
            content = @Content(schema = @Schema(implementation = TallyUsage.class)),
            headers = @Header(name = "ETag", ref = "ETag"))
    @APIResponse(responseCode = "304", ref = "NotModified")
    @APIResponse(
            responseCode = "400",
            description = "A parameter is unknown or cannot be understood",
            content = @Content(mediaType = PROBLEM_JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "401",
            description = "There is no credential, or a bad one",
            content = @Content(mediaType = PROBLEM_JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "403",
            description = "The caller may not read this account's usage, or asks a solo account for it by e-mail",
            content = @Content(mediaType = PROBLEM_JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "422",
            description = "The answer would have too many groups, or take reading too many events one by one",
            content = @Content(mediaType = PROBLEM_JSON, schema = @Schema(ref = "Problem")))
    public Uni<RestResponse<byte[]>> query(@Context UriInfo uri) {
        Account account = request.account();
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        if (parameters.flag(TallyParameters.EXPLAIN) && !request.caller().has(Scope.ADMIN)) {
            throw new FailureException(new Failure(
                    FailureKind.FORBIDDEN, Optional.of(TallyParameters.EXPLAIN), "'explain' needs the scope admin"));
        }
        return summaries.answer(Question.of(
                FORMAT, now -> TallyParameters.of(parameters, account, now), (asked, now, unconverted) -> usage.report(
                                asked.query(account))
                        .map(report -> new TallyReport(report, asked, account.currency()).usage(now))));
    }
}
