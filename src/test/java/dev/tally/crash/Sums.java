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
        return plus(call, 1);
    }

    Sums minus(Call call) {
        return plus(call, -1);
    }

    private Sums plus(Call call, int times) {
        BigDecimal factor = BigDecimal.valueOf(times);
        return new Sums(
                events + times,
                succeeded + (call.success() ? times : 0),
                inputTokens + call.inputTokens() * times,
                outputTokens + call.outputTokens() * times,
                cost.add(call.cost().multiply(factor)),
                credits.add(call.credits().multiply(factor)),
                durationMs + call.durationMs() * times,
                steps + call.steps() * times);
    }
}
