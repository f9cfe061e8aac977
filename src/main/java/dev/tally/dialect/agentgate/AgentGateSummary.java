package dev.tally.dialect.agentgate;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** AgentGate's usage summary; {@code success} is always true. */
@RegisterForReflection(registerFullHierarchy = true)
@Schema(
        name = "AgentGateSummary",
        requiredProperties = {"success", "data"})
public record AgentGateSummary(boolean success, Data data) {

    /**
     * What a period's executions add up to.
     *
     * @param byModel by the model's name, most expensive first
     * @param periodStart ISO 8601, UTC, to the millisecond, as is {@code periodEnd}
     */
    @Schema(
            name = "AgentGateSummaryData",
            requiredProperties = {
                "totalInputTokens",
                "totalOutputTokens",
                "totalCachedInputTokens",
                "totalCostUsd",
                "executionCount",
                "workOrderCount",
                "totalDurationMs",
                "byModel",
                "periodStart",
                "periodEnd"
            })
    public record Data(
            long totalInputTokens,
            long totalOutputTokens,
            long totalCachedInputTokens,
            BigDecimal totalCostUsd,
            long executionCount,
            long workOrderCount,
            long totalDurationMs,
            Map<String, ModelUsage> byModel,
            @Schema(format = "date-time") String periodStart,
            @Schema(format = "date-time") String periodEnd) {}

    /** What one model's executions add up to. */
    @Schema(
            name = "AgentGateModelUsage",
            requiredProperties = {"inputTokens", "outputTokens", "cachedInputTokens", "costUsd", "executionCount"})
    public record ModelUsage(
            long inputTokens, long outputTokens, long cachedInputTokens, BigDecimal costUsd, long executionCount) {}
}
