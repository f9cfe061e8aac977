package dev.tally.dialect.surnex;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Surnex's {@code UsageRollupsResponse}.
 *
 * @param range the window as it was asked for
 * @param provider the provider that was asked for, or {@code all}
 */
@RegisterForReflection(registerFullHierarchy = true)
@JsonNaming(SnakeCaseStrategy.class)
@Schema(
        name = "SurnexUsageRollupsResponse",
        requiredProperties = {"account_id", "range", "provider", "totals", "providers", "snapshots"})
public record SurnexUsage(
        UUID accountId,
        Range range,
        String provider,
        Rollup totals,
        Map<String, Rollup> providers,
        Snapshots snapshots) {

    /** The parameters {@code from} and {@code to}; null where absent. */
    @Schema(name = "SurnexRange")
    public record Range(
            @Schema(required = true, nullable = true) String from,
            @Schema(required = true, nullable = true) String to) {}

    /** What a set of calls adds up to; latencies in milliseconds, null without a measured call. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "SurnexRollup",
            requiredProperties = {
                "calls_total",
                "calls_by_operation",
                "avg_latency_ms",
                "p95_latency_ms",
                "http_status_counts",
                "estimated_cost_usd"
            })
    public record Rollup(
            @Schema(minimum = "0") long callsTotal,
            Map<String, Long> callsByOperation,
            @Schema(nullable = true, minimum = "0") BigDecimal avgLatencyMs,
            @Schema(nullable = true, minimum = "0") BigDecimal p95LatencyMs,
            HttpStatusCounts httpStatusCounts,
            @Schema(minimum = "0") BigDecimal estimatedCostUsd) {}

    @Schema(
            name = "SurnexHttpStatusCounts",
            requiredProperties = {"2xx", "4xx", "5xx"})
    public record HttpStatusCounts(
            @Schema(minimum = "0") @JsonProperty("2xx") long success,
            @Schema(minimum = "0") @JsonProperty("4xx") long clientError,
            @Schema(minimum = "0") @JsonProperty("5xx") long serverError) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "SurnexSnapshots",
            requiredProperties = {"snapshots_total", "snapshots_by_status"})
    public record Snapshots(@Schema(minimum = "0") long snapshotsTotal, SnapshotsByStatus snapshotsByStatus) {}

    @Schema(
            name = "SurnexSnapshotsByStatus",
            requiredProperties = {"queued", "running", "complete", "partial", "failed"})
    public record SnapshotsByStatus(
            @Schema(minimum = "0") long queued,
            @Schema(minimum = "0") long running,
            @Schema(minimum = "0") long complete,
            @Schema(minimum = "0") long partial,
            @Schema(minimum = "0") long failed) {}
}
