package dev.tally.bench;

import java.util.Arrays;

/** How long requests took. */
final class Latencies {
    private static final double MS = 1e6;

    private long[] nanos = new long[1024];
    private int count;

    void add(long nanosTaken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = nanosTaken;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.nanos[i]);
        }
    }

    int count() {
        return count;
    }

    /** The nearest rank, in milliseconds. */
    double percentileMs(double percent) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(percent / 100 * count) - 1)] / MS;
    }
}
