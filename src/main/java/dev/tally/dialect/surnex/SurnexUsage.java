package dev.tally.dialect.surnex;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
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
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "SurnexUsageRollupsResponse")
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
    @Schema(name = "SurnexRollup")
    public record Rollup(
            long callsTotal,
            Map<String, Long> callsByOperation,
            BigDecimal avgLatencyMs,
            BigDecimal p95LatencyMs,
            HttpStatusCounts httpStatusCounts,
            BigDecimal estimatedCostUsd) {}

    @Schema(name = "SurnexHttpStatusCounts")
    public record HttpStatusCounts(
            @JsonProperty("2xx") long success,
            @JsonProperty("4xx") long clientError,
            @JsonProperty("5xx") long serverError) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "SurnexSnapshots")
    public record Snapshots(long snapshotsTotal, SnapshotsByStatus snapshotsByStatus) {}

    @Schema(name = "SurnexSnapshotsByStatus")
    public record SnapshotsByStatus(long queued, long running, long complete, long partial, long failed) {}
}
