package dev.tally.dialect.freddy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Freddy's usage summary, the costs in Swiss francs.
 *
 * @param organizationId the account as the path named it
 * @param topModels the costliest first
 */
@RegisterForReflection(registerFullHierarchy = true)
@Schema(
        name = "FreddyUsageSummary",
        requiredProperties = {
            "organization_id",
            "totalRequests",
            "total_synapses",
            "totalNeurons",
            "totalCost",
            "averageCostPerRequest",
            "topModels",
            "currentMonth",
            "timeRange"
        })
public record FreddyUsage(
        @JsonProperty("organization_id") String organizationId,
        long totalRequests,
        @JsonProperty("total_synapses") BigDecimal totalSynapses,
        BigDecimal totalNeurons,
        BigDecimal totalCost,
        BigDecimal averageCostPerRequest,
        List<TopModel> topModels,
        CurrentMonth currentMonth,
        TimeRange timeRange) {

    /**
     * What one model was used for.
     *
     * @param percentage the model's share of the total cost, 0 to 100
     */
    @Schema(
            name = "FreddyTopModel",
            requiredProperties = {"model", "cost", "requests", "percentage"})
    public record TopModel(String model, BigDecimal cost, long requests, BigDecimal percentage) {}

    /** The month of the account's calendar in which the question is asked, up to now. */
    @Schema(
            name = "FreddyCurrentMonth",
            requiredProperties = {"cost", "requests"})
    public record CurrentMonth(BigDecimal cost, long requests) {}

    /** The first and the last day of the summary, both inclusive, in the account's calendar. */
    @Schema(
            name = "FreddyTimeRange",
            requiredProperties = {"start", "end", "period"})
    public record TimeRange(LocalDate start, LocalDate end, String period) {}
}
