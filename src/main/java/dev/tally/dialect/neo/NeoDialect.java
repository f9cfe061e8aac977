package dev.tally.dialect.neo;

import dev.tally.dialect.Dialect;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Failure;
import dev.tally.http.FailureKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;

/** Where Neo is served and how it tells of failures. */
@ApplicationScoped
class NeoDialect implements Dialect {
    @Override
    public String name() {
        return "neo";
    }

    @Override
    public boolean owns(String path) {
        return path.equals(NeoResource.SEED_PATH);
    }

    @Override
    public String mediaType() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public NeoError body(Failure failure, CurrentRequest request) {
        String kind = kind(failure.kind());
        return new NeoError(
                failure.message(), code(failure.kind()), kind, kind + ": " + failure.message(), request.id());
    }

    private static String code(FailureKind kind) {
        return switch (kind) {
            case FORBIDDEN -> "forbidden";
            default -> kind(kind).replace(' ', '_');
        };
    }

    private static String kind(FailureKind kind) {
        return switch (kind) {
            case MISSING_CREDENTIAL, INVALID_CREDENTIAL, EXPIRED_CREDENTIAL -> "unauthorized";
            case FORBIDDEN -> "forbidden request";
            case NOT_FOUND -> "not exists";
            case CONFLICT -> "already exists";
            default -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
