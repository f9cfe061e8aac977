package dev.tally.dialect.agentgate;

import dev.tally.dialect.Dialect;
import dev.tally.dialect.agentgate.AgentGateError.Detail;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Where AgentGate is served and how it tells of failures. */
@ApplicationScoped
class AgentGateDialect implements Dialect {
    @Override
    public String name() {
        return "agentgate";
    }

    @Override
    public boolean owns(String path) {
        return path.equals(AgentGateResource.SEED_PATH);
    }

    @Override
    public String mediaType() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public AgentGateError body(Failure failure, CurrentRequest request) {
        return new AgentGateError(false, new Detail(code(failure), failure.message(), details(failure)));
    }

    private static String code(Failure failure) {
        return switch (failure.kind()) {
            case MISSING_CREDENTIAL -> "MISSING_API_KEY";
            case INVALID_CREDENTIAL -> "INVALID_API_KEY";
            case EXPIRED_CREDENTIAL -> "EXPIRED_API_KEY";
            case FORBIDDEN -> "INSUFFICIENT_PERMISSIONS";
            case NOT_FOUND -> "RESOURCE_NOT_FOUND";
            case INTERNAL -> "INTERNAL_ERROR";
            case UNAVAILABLE -> "SERVICE_UNAVAILABLE";
            default -> failure.kind().name();
        };
    }

    private static Map<String, String> details(Failure failure) {
        return failure.field().map(field -> Map.of("field", field)).orElse(Map.of());
    }
}
