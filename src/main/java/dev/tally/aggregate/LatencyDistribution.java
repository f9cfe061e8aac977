package dev.tally.aggregate;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import dev.tally.model.DurationSummary;
import dev.tally.model.DurationSummary.Percentiles;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;

/**
 * How the durations of a group's calls are distributed, in milliseconds.
 *
 * <p>Up to {@value #EXACT_LIMIT} durations are kept as they are and their percentiles are exact. More of them become a
 * DDSketch (Masson, Rim, Lee: <i>DDSketch: a fast and fully-mergeable quantile sketch with relative-error
 * guarantees</i>, VLDB 2019), whose percentiles are within {@value #RELATIVE_ACCURACY} of the exact ones. Which of the
 * two it is depends on the number of durations alone, never on the order in which they came.
 */
final class LatencyDistribution {
    /** The greatest relative error that is promised of a percentile. */
    static final double RELATIVE_ACCURACY = 0.005;

    static final int EXACT_LIMIT = 1000;

    /** Tighter than promised, so that rounding the percentile keeps the promise. */
    private static final double SKETCH_ACCURACY = 0.0045;

    private static final int SKETCH_DECIMALS = 3;
    private static final int FIRST_CAPACITY = 8;

    private long[] exact = new long[FIRST_CAPACITY];
    private DDSketch sketch;
    private int count;
    private long totalMs;
    private long maxMs;

    void add(long durationMs) {
        totalMs += durationMs;
        maxMs = Math.max(maxMs, durationMs);
        if (sketch == null && count == EXACT_LIMIT) {
            becomeSketch();
        }
        if (sketch == null) {
            addExact(durationMs);
        } else {
            sketch.accept((double) durationMs);
        }
        count++;
    }

    DurationSummary summary() {
        if (count == 0) {
            return new DurationSummary(0, 0, Optional.empty(), 0);
        }
        return sketch == null
                ? new DurationSummary(count, totalMs, Optional.of(exactPercentiles()), 0)
                : new DurationSummary(count, totalMs, Optional.of(sketchedPercentiles()), RELATIVE_ACCURACY);
    }

    private void addExact(long durationMs) {
        if (count == exact.length) {
            exact = Arrays.copyOf(exact, Math.min(2 * count, EXACT_LIMIT));
        }
        exact[count] = durationMs;
    }

    private void becomeSketch() {
        sketch = DDSketches.unboundedDense(SKETCH_ACCURACY);
        for (long durationMs : exact) {
            sketch.accept((double) durationMs);
        }
        exact = null;
    }

    private Percentiles exactPercentiles() {
        long[] sorted = Arrays.copyOf(exact, count);
        Arrays.sort(sorted);
        return new Percentiles(
                BigDecimal.valueOf(sorted[rank(50)]),
                BigDecimal.valueOf(sorted[rank(90)]),
                BigDecimal.valueOf(sorted[rank(95)]),
                BigDecimal.valueOf(sorted[rank(99)]),
                maxMs);
    }

    private Percentiles sketchedPercentiles() {
        return new Percentiles(sketched(50), sketched(90), sketched(95), sketched(99), maxMs);
    }

    /** The sketch finds the first bucket whose cumulated count exceeds {@code quantile × (count − 1)}: aim between ranks. */
    private BigDecimal sketched(int percent) {
        double quantile = Math.min(1, (rank(percent) + 0.25) / (count - 1));
        return new BigDecimal(Math.min(sketch.getValueAtQuantile(quantile), (double) maxMs), MathContext.DECIMAL64)
                .setScale(SKETCH_DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** The zero-based nearest rank, {@code ⌈percent/100 × count⌉ − 1}. */
    private int rank(int percent) {
        return (int) (((long) percent * count + 99) / 100) - 1;
    }
}
