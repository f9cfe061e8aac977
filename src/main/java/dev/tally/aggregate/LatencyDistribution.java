package dev.tally.aggregate;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.Store;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import dev.tally.model.DurationSummary.Percentiles;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Iterator;

/**
 * How the durations of a group's calls are distributed, in milliseconds.
 *
 * <p>Up to {@value #EXACT_LIMIT} durations are kept as they are and their percentiles are exact. More of them become a
 * DDSketch (Masson, Rim, Lee: <i>DDSketch: a fast and fully-mergeable quantile sketch with relative-error
 * guarantees</i>, VLDB 2019), whose percentiles are within {@value #RELATIVE_ACCURACY} of the exact ones. Which of the
 * two it is depends on the number of durations alone, never on the order in which they came or on how they were merged.
 * Not thread-safe.
 */
final class LatencyDistribution {
    /** The greatest relative error that is promised of a percentile. */
    static final double RELATIVE_ACCURACY = 0.005;

    static final int EXACT_LIMIT = 1000;

    /** Tighter than promised, so that rounding the percentile keeps the promise. */
    private static final double SKETCH_ACCURACY = 0.0045;

    /** Of every stored sketch, and not written with it: another one would read other durations from them. */
    private static final IndexMapping MAPPING = new CubicallyInterpolatedMapping(SKETCH_ACCURACY);

    /** Of room in a sketch: the durations of many calls lie in some hundred, and making room for more moves those there are. */
    private static final int BINS_AT_ONCE = 1024;

    private static final int SKETCH_DECIMALS = 3;
    private static final int[] SKETCHED_PERCENTS = {50, 90, 95, 99};
    private static final int FIRST_CAPACITY = 4;

    private static final byte EXACT_FORM = 0;
    private static final byte SKETCH_FORM = 1;

    private long[] exact = new long[FIRST_CAPACITY];
    private DDSketch sketch;

    /** Of the exact ones; a sketch counts for itself. */
    private int count;

    void add(long durationMs) {
        if (sketch == null && count == EXACT_LIMIT) {
            becomeSketch();
        }
        if (sketch == null) {
            addExact(durationMs);
        } else {
            sketch.accept((double) durationMs);
        }
    }

    void merge(LatencyDistribution other) {
        if (other.sketch == null) {
            addAll(other.exact, other.count);
        } else {
            becomeSketch();
            sketch.mergeWith(other.sketch);
        }
    }

    /** Merges what {@link #encode} wrote. */
    void merge(CellInput encoded) {
        if (encoded.readByte() == EXACT_FORM) {
            long[] values = encoded.readAscending();
            addAll(values, values.length);
        } else {
            becomeSketch();
            encoded.mergeInto(sketch);
        }
    }

    /** A byte for the form; then the durations in ascending order, or the sketch's own encoding. */
    void encode(CellOutput output) {
        if (sketch == null) {
            output.writeByte(EXACT_FORM);
            output.writeAscending(sorted());
        } else {
            output.writeByte(SKETCH_FORM);
            output.write(sketch);
        }
    }

    boolean isEmpty() {
        return sketch == null && count == 0;
    }

    double accuracy() {
        return sketch == null ? 0 : RELATIVE_ACCURACY;
    }

    /** @param maxMs the longest duration, which a sketch does not know exactly */
    Percentiles percentiles(long maxMs) {
        if (sketch != null) {
            return sketched(maxMs);
        }
        long[] sorted = sorted();
        return new Percentiles(exact(sorted, 50), exact(sorted, 90), exact(sorted, 95), exact(sorted, 99), maxMs);
    }

    private void addAll(long[] values, int size) {
        if (sketch == null && count + size > EXACT_LIMIT) {
            becomeSketch();
        }
        if (sketch == null) {
            ensureCapacity(count + size);
            System.arraycopy(values, 0, exact, count, size);
            count += size;
        } else {
            for (int i = 0; i < size; i++) {
                sketch.accept((double) values[i]);
            }
        }
    }

    private void addExact(long durationMs) {
        ensureCapacity(count + 1);
        exact[count++] = durationMs;
    }

    private void ensureCapacity(int size) {
        if (size > exact.length) {
            exact = Arrays.copyOf(exact, Math.min(Math.max(2 * exact.length, size), EXACT_LIMIT));
        }
    }

    private void becomeSketch() {
        if (sketch == null) {
            sketch = new DDSketch(MAPPING, () -> new UnboundedSizeDenseStore(BINS_AT_ONCE));
            for (int i = 0; i < count; i++) {
                sketch.accept((double) exact[i]);
            }
            exact = null;
            count = 0;
        }
    }

    /** Those of a stored cell are in order already, and come first. */
    private long[] sorted() {
        int ascending = ascending();
        long[] others = Arrays.copyOfRange(exact, ascending, count);
        Arrays.sort(others);
        long[] sorted = new long[count];
        int one = 0;
        int other = 0;
        for (int i = 0; i < count; i++) {
            boolean isOne = other == others.length || (one < ascending && exact[one] <= others[other]);
            sorted[i] = isOne ? exact[one++] : others[other++];
        }
        return sorted;
    }

    /** How many come before the first that is less than the one before. */
    private int ascending() {
        int size = Math.min(count, 1);
        while (size < count && exact[size - 1] <= exact[size]) {
            size++;
        }
        return size;
    }

    /** All of them in one go through the bins, which the sketch would go through for each; before the first bin are the zeros. */
    private Percentiles sketched(long maxMs) {
        long size = (long) sketch.getCount();
        Store positive = sketch.getPositiveValueStore();
        Iterator<Bin> bins = positive.getAscendingIterator();
        long upTo = size - (long) positive.getTotalCount();
        Bin last = null;
        BigDecimal[] percentiles = new BigDecimal[SKETCHED_PERCENTS.length];
        for (int i = 0; i < percentiles.length; i++) {
            long rank = rank(SKETCHED_PERCENTS[i], size);
            while (upTo <= rank) {
                last = bins.next();
                upTo += (long) last.getCount();
            }
            percentiles[i] = rounded(last == null ? 0 : MAPPING.value(last.getIndex()), maxMs);
        }
        return new Percentiles(percentiles[0], percentiles[1], percentiles[2], percentiles[3], maxMs);
    }

    private static BigDecimal rounded(double value, long maxMs) {
        return new BigDecimal(Math.min(value, (double) maxMs), MathContext.DECIMAL64)
                .setScale(SKETCH_DECIMALS, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal exact(long[] sorted, int percent) {
        return BigDecimal.valueOf(sorted[Math.toIntExact(rank(percent, sorted.length))]);
    }

    /** The zero-based nearest rank, {@code ⌈percent/100 × size⌉ − 1}. */
    private static long rank(int percent, long size) {
        return (percent * size + 99) / 100 - 1;
    }
}
