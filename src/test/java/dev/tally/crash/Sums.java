package dev.tally.crash;

import java.math.BigDecimal;

/** What calls add up to. */
record Sums(
        long events,
        long succeeded,
        long inputTokens,
        long outputTokens,
        BigDecimal cost,
        BigDecimal credits,
        long durationMs,
        long steps) {

    static final Sums NOTHING = new Sums(0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, 0, 0);

    Sums plus(Call call) {
        return new Sums(
                events + 1,
                succeeded + (call.success() ? 1 : 0),
                inputTokens + call.inputTokens(),
                outputTokens + call.outputTokens(),
                cost.add(call.cost()),
                credits.add(call.credits()),
                durationMs + call.durationMs(),
                steps + call.steps());
    }
}
