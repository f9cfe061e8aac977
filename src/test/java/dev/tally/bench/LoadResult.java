package dev.tally.bench;

/**
 * What became of a load.
 *
 * @param generatorCpu how many of the machine's cores the load generator itself kept busy
 */
record LoadResult(Latencies latencies, double seconds, double generatorCpu) {
    double requestsPerSecond() {
        return latencies.count() / seconds;
    }
}
