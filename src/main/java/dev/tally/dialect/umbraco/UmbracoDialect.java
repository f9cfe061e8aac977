package dev.tally.dialect.umbraco;

import dev.tally.dialect.Dialect;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Failure;
import dev.tally.http.FailureKind;
import jakarta.enterprise.context.ApplicationScoped;

/** Where Umbraco is served and how it tells of failures. */
@ApplicationScoped
class UmbracoDialect implements Dialect {
    private static final String RFC_9110 = "https://tools.ietf.org/html/rfc9110#section-";

    @Override
    public String name() {
        return "umbraco";
    }

    @Override
    public boolean owns(String path) {
        return path.equals(UmbracoResource.SEED_PATH);
    }

    @Override
    public String mediaType() {
        return "application/problem+json";
    }

    @Override
    public UmbracoProblem body(Failure failure, CurrentRequest request) {
        FailureKind kind = failure.kind();
        return new UmbracoProblem(type(kind), kind.title(), kind.status(), failure.message(), request.id());
    }

    /** Where the status is defined, as ASP.NET Core's {@code ProblemDetails} says it. */
    private static String type(FailureKind kind) {
        return switch (kind) {
            case INVALID_REQUEST -> RFC_9110 + "15.5.1";
            case MISSING_CREDENTIAL, INVALID_CREDENTIAL, EXPIRED_CREDENTIAL -> RFC_9110 + "15.5.2";
            case FORBIDDEN -> RFC_9110 + "15.5.4";
            case NOT_FOUND -> RFC_9110 + "15.5.5";
            case METHOD_NOT_ALLOWED -> RFC_9110 + "15.5.6";
            case NOT_ACCEPTABLE -> RFC_9110 + "15.5.7";
            case CONFLICT -> RFC_9110 + "15.5.10";
            case TOO_LARGE -> RFC_9110 + "15.5.14";
            case UNSUPPORTED_MEDIA_TYPE -> RFC_9110 + "15.5.16";
            case UNPROCESSABLE -> RFC_9110 + "15.5.21";
            case RATE_LIMITED -> "https://tools.ietf.org/html/rfc6585#section-4";
            case INTERNAL -> RFC_9110 + "15.6.1";
            case UNAVAILABLE -> RFC_9110 + "15.6.4";
        };
    }
}
