package dev.tally.fuzz;

/**
 * What a run can be told, as system properties {@code fuzz.…}.
 *
 * @param requests how many are sent, at least
 * @param seed from which the same requests are made again
 */
record Options(int requests, long seed) {
    /** @param requests unless something else is said */
    static Options ofSystemProperties(int requests) {
        return new Options(Integer.getInteger("fuzz.requests", requests), Long.getLong("fuzz.seed", System.nanoTime()));
    }
}
