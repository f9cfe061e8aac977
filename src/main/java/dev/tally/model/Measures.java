package dev.tally.model;

import java.math.BigDecimal;

/**
 * What the events and units of work of one group add up to.
 *
 * @param cost in the account's reporting currency, as are {@code llmCost} and {@code byokLlmCost}
 * @param credits the credits used: by events on the platform's keys, and the platform's share of the others
 * @param byokEvents the events that ran on the customer's own provider key
 * @param byokLlmCost the part of {@code llmCost} that those events had
 * @param byokCredits the part of {@code credits} that those events used
 * @param durations of the events whose duration was measured
 */
public record Measures(
        long events,
        long succeeded,
        long inputTokens,
        long outputTokens,
        long cachedInputTokens,
        BigDecimal cost,
        BigDecimal credits,
        long byokEvents,
        BigDecimal llmCost,
        BigDecimal byokLlmCost,
        BigDecimal byokCredits,
        HttpStatusCounts httpStatuses,
        DurationSummary durations,
        long steps,
        long toolCalls,
        long agentTriggers,
        BigDecimal synapses,
        BigDecimal neurons,
        UnitCounts units) {

    /** How many calls were answered with a status of each class; other classes are not counted. */
    public record HttpStatusCounts(long success, long clientError, long serverError) {}

    public long failed() {
        return events - succeeded;
    }

    /** Input and output; cached tokens are among the input and not added again. */
    public long totalTokens() {
        return inputTokens + outputTokens;
    }

    /** The same measures, with other counts of units. */
    public Measures withUnits(UnitCounts other) {
        return new Measures(
                events,
                succeeded,
                inputTokens,
                outputTokens,
                cachedInputTokens,
                cost,
                credits,
                byokEvents,
                llmCost,
                byokLlmCost,
                byokCredits,
                httpStatuses,
                durations,
                steps,
                toolCalls,
                agentTriggers,
                synapses,
                neurons,
                other);
    }
}
