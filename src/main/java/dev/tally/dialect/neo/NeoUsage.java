package dev.tally.dialect.neo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Neo's {@code UsageSummaryResponse}.
 *
 * @param byEmail null, and then absent, where the account is not a team
 * @param byPeriod likewise, where no grouping was asked for
 */
@RegisterForReflection(registerFullHierarchy = true)
@JsonNaming(SnakeCaseStrategy.class)
@Schema(
        name = "NeoUsageSummaryResponse",
        requiredProperties = {"total_tasks", "total_neo_credits", "by_status", "by_model"})
public record NeoUsage(
        @JsonUnwrapped Totals totals,
        @JsonUnwrapped CreditBalance credits,
        Map<String, Long> byStatus,
        Map<String, ModelStats> byModel,
        List<ProjectStats> byProject,
        @JsonInclude(Include.NON_NULL) List<EmailStats> byEmail,
        @JsonInclude(Include.NON_NULL) List<PeriodStats> byPeriod,
        Byok byok) {

    /**
     * What the window adds up to.
     *
     * @param totalNeoCredits the credits used
     * @param totalExecutionMs the durations of all calls, in milliseconds
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "NeoUsageTotals")
    public record Totals(
            long totalTasks,
            BigDecimal totalNeoCredits,
            long totalExecutionMs,
            long totalSteps,
            long totalToolCalls,
            long totalAgentTriggers) {}

    /** What is left of the account's credits now, whatever the window. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "NeoCreditBalance")
    public record CreditBalance(
            BigDecimal totalIssuedNeoCredits,
            BigDecimal totalAvailableNeoCredits,
            BigDecimal totalNeoCreditsPostReset,
            @Schema(nullable = true) Instant lastCreditReset,
            @Schema(nullable = true) Instant neoCreditsExpiresAt,
            boolean neoCreditsIsExpired) {}

    /**
     * What one model was used for.
     *
     * @param requiredTasks {@code tasks} once more, under the name that the contract requires but does not define
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "NeoUsageModelStats",
            requiredProperties = {"Tasks", "neo_credits"})
    public record ModelStats(
            long tasks, @JsonProperty("Tasks") long requiredTasks, BigDecimal neoCredits) {
        ModelStats(long tasks, BigDecimal neoCredits) {
            this(tasks, tasks, neoCredits);
        }
    }

    /**
     * What one project used.
     *
     * @param neoCredits used on the platform's keys
     * @param llmSpend what calls on the customer's own keys cost, in the account's currency
     * @param lastUsed when the latest of the tasks started; null without one
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "NeoUsageProjectStats",
            requiredProperties = {"project_id", "project_name", "tasks", "neo_credits"})
    public record ProjectStats(
            String projectId,
            String projectName,
            long tasks,
            BigDecimal neoCredits,
            BigDecimal llmSpend,
            @Schema(nullable = true) Instant lastUsed) {}

    /** What one person used. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "NeoUsageEmailStats",
            requiredProperties = {"email", "tasks", "neo_credits"})
    public record EmailStats(String email, long tasks, BigDecimal neoCredits) {}

    /**
     * What one period saw.
     *
     * @param date the first day of the period, in the account's calendar
     * @param requiredTasks {@code tasks} once more, under the name that the contract requires but does not define
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(
            name = "NeoUsagePeriodStats",
            requiredProperties = {"date", "Tasks", "neo_credits"})
    public record PeriodStats(
            LocalDate date,
            long tasks,
            @JsonProperty("Tasks") long requiredTasks,
            BigDecimal neoCredits) {
        PeriodStats(LocalDate date, long tasks, BigDecimal neoCredits) {
            this(date, tasks, tasks, neoCredits);
        }
    }

    /**
     * What ran on the customer's own keys.
     *
     * @param totalLlmCost what the providers charged, in the account's currency
     * @param totalNeoCost the credits that the platform took
     * @param totalStreams the calls
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "NeoByokUsageSummary")
    public record Byok(BigDecimal totalLlmCost, BigDecimal totalNeoCost, long totalStreams, long totalTasks) {}
}
