package dev.tally.dialect.agentgate;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** AgentGate's error answer; {@code success} is always false. */
@RegisterForReflection(registerFullHierarchy = true)
@Schema(
        name = "AgentGateError",
        requiredProperties = {"success", "error"})
public record AgentGateError(boolean success, Detail error) {

    /**
     * What went wrong.
     *
     * @param details the {@code field} that is at fault, if one is; of a rate the {@code limit}, what is {@code remaining} and
     *     {@code resetAt}
     */
    @Schema(
            name = "AgentGateErrorDetail",
            requiredProperties = {"code", "message", "details"})
    public record Detail(String code, String message, Map<String, Object> details) {}
}
