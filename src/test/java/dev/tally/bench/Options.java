package dev.tally.bench;

import java.nio.file.Path;

/**
 * What a run can be told, as system properties {@code bench.…}.
 *
 * @param events of the large account
 * @param taskEvery one event in this many belongs to a task; 0 for none
 * @param requests how often each summary is asked for
 * @param seconds how long one summary, or one load, may go on
 * @param starts how often each form of the service is started, in {@link NativeBench}
 * @param summaries how many each form of the service answers before its memory is looked at, there
 * @param result the file for the figures
 */
record Options(
        long events, long seed, int taskEvery, int requests, int seconds, int starts, int summaries, Path result) {
    /** The small account has the same days, dimensions and shares, and this many times fewer events. */
    static final int SMALLER = 100;

    static Options ofSystemProperties() {
        return new Options(
                Long.getLong("bench.events", 1_000_000),
                Long.getLong("bench.seed", 1),
                Integer.getInteger("bench.task-every", 10),
                Integer.getInteger("bench.requests", 200),
                Integer.getInteger("bench.seconds", 10),
                Integer.getInteger("bench.starts", 10),
                Integer.getInteger("bench.summaries", 10_000),
                Path.of(System.getProperty("bench.result", "target/bench.json")));
    }

    long smallEvents() {
        return Math.max(1, events / SMALLER);
    }
}
