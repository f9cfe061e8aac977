package dev.tally.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How long calls took, in milliseconds.
 *
 * @param count the calls whose duration is known
 * @param totalMs their durations added up
 * @param percentiles empty when {@code count} is 0
 * @param accuracy the greatest relative error of the percentiles: 0 where they are exact
 */
public record DurationSummary(long count, long totalMs, Optional<Percentiles> percentiles, double accuracy) {

    /** Nearest-rank percentiles: the smallest duration that at least so many percent of the calls did not exceed. */
    public record Percentiles(BigDecimal p50, BigDecimal p90, BigDecimal p95, BigDecimal p99, long max) {}

    private static final int AVERAGE_DECIMALS = 6;

    /** The mean duration, rounded half-even to six decimals; empty when {@code count} is 0. */
    public Optional<BigDecimal> averageMs() {
        return count == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(totalMs)
                        .divide(BigDecimal.valueOf(count), AVERAGE_DECIMALS, RoundingMode.HALF_EVEN));
    }
}
