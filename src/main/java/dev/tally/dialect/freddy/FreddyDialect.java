package dev.tally.dialect.freddy;

import dev.tally.dialect.Dialect;
import dev.tally.dialect.freddy.FreddyError.Detail;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Failure;
import dev.tally.http.FailureKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Where Freddy is served and how it tells of failures. */
@ApplicationScoped
class FreddyDialect implements Dialect {
    private static final Pattern SEED_PATH = Pattern.compile(Pattern.quote(FreddyResource.SEED_PATH) + "/[^/]+");

    @Override
    public String name() {
        return "freddy";
    }

    @Override
    public boolean owns(String path) {
        return SEED_PATH.matcher(path).matches();
    }

    @Override
    public String mediaType() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public FreddyError body(Failure failure, CurrentRequest request) {
        FailureKind kind = failure.kind();
        return new FreddyError(
                false,
                new Detail(
                        code(kind),
                        message(kind),
                        systemMessage(failure),
                        type(kind),
                        kind.status(),
                        request.id(),
                        request.receivedAt().truncatedTo(ChronoUnit.SECONDS)));
    }

    private static String code(FailureKind kind) {
        return switch (kind) {
            case MISSING_CREDENTIAL, INVALID_CREDENTIAL, EXPIRED_CREDENTIAL -> "AUTHENTICATION_REQUIRED";
            case FORBIDDEN -> "ORGANIZATION_ACCESS_DENIED";
            case INTERNAL -> "INTERNAL_ERROR";
            default -> kind.name();
        };
    }

    private static String message(FailureKind kind) {
        return switch (kind) {
            case MISSING_CREDENTIAL, INVALID_CREDENTIAL, EXPIRED_CREDENTIAL -> "Authentication required";
            case FORBIDDEN -> "Access denied to organization";
            case INTERNAL -> "An unexpected error occurred";
            default -> kind.title();
        };
    }

    private static String systemMessage(Failure failure) {
        if (failure.equals(Failure.OTHER_ACCOUNT)) {
            return "API key doesn't belong to organization";
        }
        return failure.kind() == FailureKind.MISSING_CREDENTIAL ? "No API key provided" : failure.message();
    }

    private static String type(FailureKind kind) {
        if (kind == FailureKind.FORBIDDEN) {
            return "authorization_error";
        }
        return kind.status() < 500 ? "client_error" : "server_error";
    }
}
