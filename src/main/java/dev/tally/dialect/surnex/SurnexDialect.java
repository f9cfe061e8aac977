package dev.tally.dialect.surnex;

import dev.tally.dialect.Dialect;
import dev.tally.dialect.surnex.SurnexError.Detail;
import dev.tally.dialect.surnex.SurnexError.Issue;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where Surnex is served and how it tells of failures. */
@ApplicationScoped
class SurnexDialect implements Dialect {
    @Override
    public String name() {
        return "surnex";
    }

    @Override
    public boolean owns(String path) {
        return path.equals(SurnexResource.SEED_PATH);
    }

    @Override
    public String mediaType() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public SurnexError body(Failure failure, CurrentRequest request) {
        return new SurnexError(new Detail(code(failure), message(failure), request.id(), details(failure)));
    }

    private static String code(Failure failure) {
        return switch (failure.kind()) {
            case INVALID_REQUEST -> "VALIDATION_ERROR";
            case MISSING_CREDENTIAL, INVALID_CREDENTIAL, EXPIRED_CREDENTIAL -> "UNAUTHORIZED";
            case INTERNAL -> "INTERNAL_ERROR";
            default -> failure.kind().name();
        };
    }

    private static String message(Failure failure) {
        return switch (failure.kind()) {
            case INVALID_REQUEST -> "Invalid request";
            case MISSING_CREDENTIAL, INVALID_CREDENTIAL, EXPIRED_CREDENTIAL -> "Unauthorized";
            default -> failure.message();
        };
    }

    private static Map<String, Object> details(Failure failure) {
        if (failure.kind().isUnauthenticated()) {
            return Map.of("reason", "missing_or_invalid_api_key");
        }
        List<Issue> issues = Stream.concat(Stream.of(failure), failure.others().stream())
                .flatMap(
                        each -> each.field().stream().map(field -> new Issue(List.of(field), each.message(), "custom")))
                .toList();
        return issues.isEmpty() ? Map.of() : Map.of("issues", issues);
    }
}
