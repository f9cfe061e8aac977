package dev.tally.dialect.freddy;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Freddy's error answer.
 *
 * @param success always false
 */
@RegisterForReflection(registerFullHierarchy = true)
@Schema(
        name = "FreddyErrorResponse",
        requiredProperties = {"success", "error"})
public record FreddyError(boolean success, Detail error) {
    /**
     * What went wrong.
     *
     * @param message for the person in front of the client
     * @param systemMessage for the client's developer
     * @param type who is to act on it
     * @param status the answer's HTTP status
     * @param traceId the request's id
     * @param timestamp when the request came in, in whole seconds
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "FreddyErrorDetail",
            requiredProperties = {"code", "message", "system_message", "type", "status", "trace_id", "timestamp"})
    public record Detail(
            String code,
            String message,
            String systemMessage,
            String type,
            int status,
            String traceId,
            Instant timestamp) {}
}
