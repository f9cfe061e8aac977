package dev.tally.dialect.surnex;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Surnex's {@code ErrorResponse}. */
@RegisterForReflection(registerFullHierarchy = true)
@Schema(
        name = "SurnexErrorResponse",
        requiredProperties = {"error"})
public record SurnexError(Detail error) {

    /**
     * What went wrong.
     *
     * @param details what more there is to say: the {@code issues} of a request, the {@code reason} of a refusal
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "SurnexErrorDetail",
            requiredProperties = {"code", "message", "request_id"})
    public record Detail(String code, String message, String requestId, Map<String, Object> details) {}

    /** One thing that is wrong with a request, and where. */
    @Schema(name = "SurnexIssue")
    public record Issue(List<String> path, String message, String code) {}
}
