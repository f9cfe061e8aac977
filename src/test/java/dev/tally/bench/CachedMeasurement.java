package dev.tally.bench;

import dev.tally.bench.Figure.Target;
import dev.tally.bench.HttpLoad.Request;
import dev.tally.testing.ServiceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many repeated summaries the service answers, against the least that it can answer at all. */
record CachedMeasurement(Testbed testbed, HttpLoad load, Options options) {
    private static final String SUMMARY = "/v1/query?group_by=model";
    private static final String LIVENESS = "/q/health/live";
    private static final int CONNECTIONS = 32;
    private static final int WARM_UP_SECONDS = 30;
    private static final double TARGET = 0.5;

    List<Figure> figures(BenchAccount large) throws IOException {
        if (!new ServiceClient(testbed.service().management(), "").get(LIVENESS).isOk()) {
            return List.of(new Figure(
                    "Repeated summaries, 32 connections",
                    "",
                    "liveness: not available",
                    0,
                    Target.atLeast(TARGET),
                    Map.of()));
        }
        load(large, SUMMARY, WARM_UP_SECONDS);
        load(large, LIVENESS, WARM_UP_SECONDS);
        LoadResult summaries = load(large, SUMMARY, options.seconds());
        LoadResult liveness = load(large, LIVENESS, options.seconds());
        summaries = better(summaries, load(large, SUMMARY, options.seconds()));
        liveness = better(liveness, load(large, LIVENESS, options.seconds()));
        return List.of(new Figure(
                "Repeated summaries, 32 connections",
                "%,.0f/s".formatted(summaries.requestsPerSecond()),
                "liveness: %,.0f/s".formatted(liveness.requestsPerSecond()),
                summaries.requestsPerSecond() / liveness.requestsPerSecond(),
                Target.atLeast(TARGET),
                Map.of(
                        "summaries_per_second", summaries.requestsPerSecond(),
                        "liveness_per_second", liveness.requestsPerSecond(),
                        "p99_ms", summaries.latencies().percentileMs(99),
                        "load_generator_cores", summaries.generatorCpu())));
    }

    /** By turns, and of each the better one: other programs disturb one or the other. */
    private static LoadResult better(LoadResult one, LoadResult other) {
        return one.requestsPerSecond() > other.requestsPerSecond() ? one : other;
    }

    private LoadResult load(BenchAccount account, String path, int seconds) {
        Request request = Request.get(path);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        return load.run(
                path.equals(LIVENESS)
                        ? testbed.service().management()
                        : testbed.service().url(),
                path.equals(LIVENESS) ? "" : account.key(),
                CONNECTIONS,
                () -> System.nanoTime() > end ? Optional.empty() : Optional.of(request));
    }
}
