/**
 * What Tally costs, measured over HTTP against the packaged service and stated as ratios of what the same machine does by
 * other means in the same run. {@code make bench EVENTS=…} runs {@link dev.tally.bench.Bench}, which takes one measurement
 * after the other (each is a class named {@code …Measurement}) on a database that {@link dev.tally.bench.Traffic} filled;
 * {@code make bench-fold} runs {@link dev.tally.bench.FoldBenchmark} alone. Nothing of it is part of the tests.
 */
package dev.tally.bench;
