package dev.tally.bench;

import java.time.Duration;

/** Time, and the CPU time of this process in it. */
record CpuClock(long startNanos, Duration startCpu) {
    private static final double NANOS_PER_SECOND = 1e9;

    static CpuClock start() {
        return new CpuClock(System.nanoTime(), cpu());
    }

    double elapsedSeconds() {
        return (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
    }

    /** How many cores this process kept busy. */
    double share() {
        return cpu().minus(startCpu).toNanos() / NANOS_PER_SECOND / elapsedSeconds();
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
