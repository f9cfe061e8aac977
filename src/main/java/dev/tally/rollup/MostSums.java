package dev.tally.rollup;

/** How many sums and units of work are gathered in memory at once. */
final class MostSums {
    /** Of the heap, for each that a transaction holds: twice what it takes with all that it becomes on its way to a cell. */
    private static final long BYTES_PER_SUM = 4 * 1024;

    private MostSums() {}

    static int ofOneRoll(RollConfig config) {
        return config.maxSums()
                .orElse((int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / BYTES_PER_SUM));
    }
}
