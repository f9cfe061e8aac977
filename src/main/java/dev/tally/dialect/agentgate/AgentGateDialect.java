package dev.tally.dialect.agentgate;

import dev.tally.dialect.Dialect;
import dev.tally.dialect.agentgate.AgentGateError.Detail;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Failure;
import dev.tally.http.FailureKind;
import dev.tally.http.Quota;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
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
        return new AgentGateError(false, new Detail(code(failure), failure.message(), details(failure, request)));
    }

    /** Its own clients read these, whose reset is in seconds of Unix time; others the ones of all APIs. */
    @Override
    public Map<String, String> headers(Quota quota, Instant now) {
        Map<String, String> headers = new HashMap<>(quota.headers());
        headers.put("X-RateLimit-Limit", Long.toString(quota.limit()));
        headers.put("X-RateLimit-Remaining", Long.toString(quota.remaining()));
        headers.put("X-RateLimit-Reset", Long.toString(resetAt(quota, now).getEpochSecond()));
        return headers;
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

    private static Map<String, Object> details(Failure failure, CurrentRequest request) {
        if (failure.kind() == FailureKind.RATE_LIMITED && request.quota().isPresent()) {
            Quota quota = request.quota().get();
            return Map.of(
                    "limit", quota.limit(),
                    "remaining", quota.remaining(),
                    "resetAt", resetAt(quota, request.receivedAt()).toString());
        }
        return failure.field()
                .<Map<String, Object>>map(field -> Map.of("field", field))
                .orElse(Map.of());
    }

    /** In whole seconds. */
    private static Instant resetAt(Quota quota, Instant now) {
        return now.plus(quota.resetAfter()).plusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    }
}
