package dev.tally.model;

import java.math.BigDecimal;

/**
 * The measures of one event.
 *
 * @param success whether the call did what it was asked to
 * @param httpStatus the call's HTTP status, or null
 * @param durationMs how long the call took in milliseconds, or null when it was not measured
 * @param inputTokens tokens sent, cached ones included
 * @param cachedInputTokens the part of {@code inputTokens} that the provider served from its cache
 * @param cost what the call cost, in a currency that the context says
 * @param credits what the call would use of the platform's credits
 * @param byok whether it ran on the customer's own provider key
 * @param llmCost what the provider charged for the call, in the currency of {@code cost}
 * @param neoCost the credits that the platform takes for a call on the customer's own key
 */
public record Usage(
        boolean success,
        Integer httpStatus,
        Long durationMs,
        long inputTokens,
        long outputTokens,
        long cachedInputTokens,
        BigDecimal cost,
        BigDecimal credits,
        boolean byok,
        BigDecimal llmCost,
        BigDecimal neoCost,
        BigDecimal synapses,
        BigDecimal neurons,
        long steps,
        long toolCalls,
        long agentTriggers) {

    /** The credits this event uses: on the customer's own key only the platform's share counts. */
    public BigDecimal creditsUsed() {
        return byok ? neoCost : credits;
    }

    /** The same measures with the money in another currency. */
    public Usage withMoney(BigDecimal otherCost, BigDecimal otherLlmCost) {
        return cost.compareTo(otherCost) == 0 && llmCost.compareTo(otherLlmCost) == 0
                ? this
                : new Usage(
                        success,
                        httpStatus,
                        durationMs,
                        inputTokens,
                        outputTokens,
                        cachedInputTokens,
                        otherCost,
                        credits,
                        byok,
                        otherLlmCost,
                        neoCost,
                        synapses,
                        neurons,
                        steps,
                        toolCalls,
                        agentTriggers);
    }
}
