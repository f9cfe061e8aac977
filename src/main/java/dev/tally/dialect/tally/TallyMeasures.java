package dev.tally.dialect.tally;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tally.http.Decimals;
import dev.tally.model.DurationSummary;
import dev.tally.model.DurationSummary.Percentiles;
import dev.tally.model.Measures;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * All measures of a group, with their names in the native API.
 *
 * @param successRate from 0 to 1, to six decimals; null without events
 * @param inputTokens cached ones included
 * @param llmCost in the currency of {@code cost}
 */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "Measures")
public record TallyMeasures(
        @Schema(required = true) long events,
        @Schema(required = true) long succeeded,
        @Schema(required = true) long failed,
        @Schema(required = true, nullable = true) BigDecimal successRate,
        @Schema(required = true) long inputTokens,
        @Schema(required = true) long outputTokens,
        @Schema(required = true) long cachedInputTokens,
        @Schema(required = true) long totalTokens,
        @Schema(required = true) Cost cost,
        @Schema(required = true) BigDecimal credits,
        @Schema(required = true) long byokEvents,
        @Schema(required = true) BigDecimal llmCost,
        @Schema(required = true) long tasks,
        @Schema(required = true) long workOrders,
        @Schema(required = true) HttpStatus httpStatus,
        @Schema(required = true) Duration durationMs,
        @Schema(required = true) long steps,
        @Schema(required = true) long toolCalls,
        @Schema(required = true) long agentTriggers,
        @Schema(required = true) BigDecimal synapses,
        @Schema(required = true) BigDecimal neurons) {

    private static final int RATE_DECIMALS = 6;

    /**
     * An amount of money.
     *
     * @param currency ISO 4217, the account's
     */
    @Schema(
            name = "Cost",
            requiredProperties = {"amount", "currency"})
    public record Cost(BigDecimal amount, String currency) {}

    /** How many calls were answered with a status of each class. */
    @Schema(
            name = "HttpStatusCounts",
            requiredProperties = {"2xx", "4xx", "5xx"})
    public record HttpStatus(
            @JsonProperty("2xx") long success,
            @JsonProperty("4xx") long clientError,
            @JsonProperty("5xx") long serverError) {}

    /**
     * How long the measured calls took, in milliseconds; null where there are none.
     *
     * @param accuracy the greatest relative error of the percentiles, 0 where they are exact
     */
    @Schema(
            name = "DurationMs",
            requiredProperties = {"count", "avg", "p50", "p90", "p95", "p99", "max", "accuracy"})
    public record Duration(
            long count,
            @Schema(nullable = true) BigDecimal avg,
            @Schema(nullable = true) BigDecimal p50,
            @Schema(nullable = true) BigDecimal p90,
            @Schema(nullable = true) BigDecimal p95,
            @Schema(nullable = true) BigDecimal p99,
            @Schema(nullable = true) Long max,
            BigDecimal accuracy) {

        static Duration of(DurationSummary durations) {
            return new Duration(
                    durations.count(),
                    durations.averageMs().map(Decimals::plain).orElse(null),
                    percentile(durations, Percentiles::p50),
                    percentile(durations, Percentiles::p90),
                    percentile(durations, Percentiles::p95),
                    percentile(durations, Percentiles::p99),
                    durations.percentiles().map(Percentiles::max).orElse(null),
                    Decimals.plain(BigDecimal.valueOf(durations.accuracy())));
        }

        private static BigDecimal percentile(DurationSummary durations, Function<Percentiles, BigDecimal> which) {
            return durations.percentiles().map(which).map(Decimals::plain).orElse(null);
        }
    }

    static TallyMeasures of(Measures measures, String currency) {
        return new TallyMeasures(
                measures.events(),
                measures.succeeded(),
                measures.failed(),
                successRate(measures).orElse(null),
                measures.inputTokens(),
                measures.outputTokens(),
                measures.cachedInputTokens(),
                measures.totalTokens(),
                new Cost(Decimals.plain(measures.cost()), currency),
                Decimals.plain(measures.credits()),
                measures.byokEvents(),
                Decimals.plain(measures.llmCost()),
                measures.units().tasks(),
                measures.units().workOrders(),
                new HttpStatus(
                        measures.httpStatuses().success(),
                        measures.httpStatuses().clientError(),
                        measures.httpStatuses().serverError()),
                Duration.of(measures.durations()),
                measures.steps(),
                measures.toolCalls(),
                measures.agentTriggers(),
                Decimals.plain(measures.synapses()),
                Decimals.plain(measures.neurons()));
    }

    private static Optional<BigDecimal> successRate(Measures measures) {
        return Optional.of(BigDecimal.valueOf(measures.events()))
                .filter(events -> events.signum() > 0)
                .map(events -> Decimals.ratio(BigDecimal.valueOf(measures.succeeded()), events, RATE_DECIMALS))
                .map(Decimals::plain);
    }
}
