package dev.tally.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import dev.tally.model.DurationSummary;
import dev.tally.model.DurationSummary.Percentiles;
import dev.tally.model.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LatencyDistributionTest {
    @Test
    void nothingHasNoPercentilesAndNoAverage() {
        DurationSummary summary = summaryOf();

        assertEquals(0, summary.count());
        assertTrue(summary.percentiles().isEmpty());
        assertTrue(summary.averageMs().isEmpty());
    }

    @Test
    void aHundredDurationsHaveTheirRanksAsPercentiles() {
        DurationSummary summary = summaryOf(LongStream.rangeClosed(1, 100).toArray());

        assertEquals(0, summary.accuracy());
        assertEquals(new Percentiles(decimal(50), decimal(90), decimal(95), decimal(99), 100), percentiles(summary));
        assertEquals(0, summary.averageMs().orElseThrow().compareTo(new BigDecimal("50.5")));
    }

    @Test
    void oneDurationIsEveryPercentile() {
        assertEquals(new Percentiles(decimal(7), decimal(7), decimal(7), decimal(7), 7), percentiles(summaryOf(7)));
    }

    @Test
    void exactnessEndsBeyondTheLimitAndNotBefore() {
        long[] atLimit =
                LongStream.rangeClosed(1, LatencyDistribution.EXACT_LIMIT).toArray();
        long[] beyond =
                LongStream.rangeClosed(0, LatencyDistribution.EXACT_LIMIT).toArray();

        assertEquals(0, summaryOf(atLimit).accuracy());
        assertEquals(0.005, summaryOf(beyond).accuracy());
        assertEquals(
                LatencyDistribution.EXACT_LIMIT, percentiles(summaryOf(beyond)).max());
    }

    @Property(tries = 50)
    void largePopulationsStayWithinTheStatedAccuracy(@ForAll long seed, @ForAll @LongRange(max = 9) long digits) {
        long bound = LongStream.range(0, digits).reduce(1, (power, i) -> 10 * power);
        long[] durations = new Random(seed).longs(3000, 0, bound).toArray();

        assertClose(durations, summaryOf(durations));
    }

    @Property(tries = 200)
    void smallPopulationsAreExactInAnyOrder(
            @ForAll @Size(min = 1, max = 60) List<@LongRange(max = 1_000_000) Long> population) {
        long[] durations = population.stream().mapToLong(Long::longValue).toArray();
        long[] sorted = sorted(durations);

        assertEquals(
                new Percentiles(
                        decimal(nearestRank(sorted, 50)),
                        decimal(nearestRank(sorted, 90)),
                        decimal(nearestRank(sorted, 95)),
                        decimal(nearestRank(sorted, 99)),
                        sorted[sorted.length - 1]),
                percentiles(summaryOf(durations)));
    }

    @Property(tries = 60)
    void howPartsWereMergedAndStoredNeverShows(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3000) int size,
            @ForAll @IntRange(min = 1, max = 9) int parts) {
        long[] durations = new Random(seed).longs(size, 0, 100_000).toArray();
        Accumulator merged = new Accumulator(Accumulator.EVERYTHING);
        for (int part = 0; part < parts; part++) {
            int from = size * part / parts;
            int to = size * (part + 1) / parts;
            Accumulator some = accumulated(Arrays.copyOfRange(durations, from, to));
            if (part % 2 == 0) {
                merged.merge(some);
            } else {
                merged.merge(some.encode());
            }
        }

        assertEquals(summaryOf(durations), merged.measures().durations());
    }

    /** Written by the library alone, as the format says: a byte for the form, then the sketch without its mapping. */
    @Test
    void storedSketchesMeanWhatTheyMeantWhenTheyWereWritten() throws IOException {
        DDSketch sketch = DDSketches.unboundedDense(0.0045);
        LongStream.rangeClosed(1, 2000).forEach(duration -> sketch.accept((double) duration));
        GrowingByteArrayOutput bytes = GrowingByteArrayOutput.withDefaultInitialCapacity();
        bytes.writeByte((byte) 1);
        sketch.encode(bytes, true);

        LatencyDistribution read = new LatencyDistribution();
        read.merge(new CellInput(bytes.trimmedCopy()));

        assertEquals(
                sketch.getValueAtQuantile(0.5),
                read.percentiles(2000).p50().doubleValue(),
                0.0005,
                "differs by more than rounding to three decimals does");
    }

    private static void assertClose(long[] durations, DurationSummary summary) {
        long[] sorted = sorted(durations);
        Percentiles found = percentiles(summary);
        assertWithin(nearestRank(sorted, 50), found.p50(), summary.accuracy());
        assertWithin(nearestRank(sorted, 90), found.p90(), summary.accuracy());
        assertWithin(nearestRank(sorted, 95), found.p95(), summary.accuracy());
        assertWithin(nearestRank(sorted, 99), found.p99(), summary.accuracy());
    }

    private static void assertWithin(long exact, BigDecimal found, double accuracy) {
        double error = Math.abs(found.doubleValue() - (double) exact);
        assertTrue(error <= accuracy * exact, () -> found + " is further than " + accuracy + " from " + exact);
    }

    /** The textbook definition, found by counting: the smallest value that so many percent do not exceed. */
    private static long nearestRank(long[] sorted, int percent) {
        return Arrays.stream(sorted)
                .filter(value -> 100L
                                * Arrays.stream(sorted)
                                        .filter(other -> other <= value)
                                        .count()
                        >= (long) percent * sorted.length)
                .findFirst()
                .orElseThrow();
    }

    private static long[] sorted(long[] durations) {
        long[] sorted = durations.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static DurationSummary summaryOf(long... durations) {
        return accumulated(durations).measures().durations();
    }

    private static Accumulator accumulated(long... durations) {
        Accumulator accumulator = new Accumulator(Accumulator.EVERYTHING);
        BigDecimal none = BigDecimal.ZERO;
        for (long duration : durations) {
            accumulator.add(
                    new Usage(true, null, duration, 0, 0, 0, none, none, false, none, none, none, none, 0, 0, 0));
        }
        return accumulator;
    }

    private static Percentiles percentiles(DurationSummary summary) {
        return summary.percentiles().orElseThrow();
    }

    private static BigDecimal decimal(long value) {
        return BigDecimal.valueOf(value);
    }
}
