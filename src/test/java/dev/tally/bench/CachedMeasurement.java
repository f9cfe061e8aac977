package dev.tally.bench;

import dev.tally.bench.Figure.Target;
import dev.tally.bench.HttpLoad.Request;
import dev.tally.testing.ServiceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How many repeated summaries the service answers at most, against the least that it can answer at all. How many that are depends
 * on how many come at once: several numbers of connections are tried, and the best of each kind is what counts.
 */
record CachedMeasurement(Testbed testbed, HttpLoad load, Options options) {
    private static final String NAME = "Repeated summaries at most, 32 to 128 connections, %s";
    private static final String SUMMARY = "/v1/query?group_by=model";
    private static final String ALIVE = "/q/health/live";
    private static final List<Integer> CONNECTIONS = List.of(32, 64, 128);
    private static final int ROUNDS = 2;

    /** The virtual machine goes on making the longer way of a summary faster for about a minute. */
    private static final int WARM_UP_SECONDS = 60;

    private static final double TARGET = 0.5;

    /** What is asked for again and again. */
    private enum Kind {
        GZIPPED("gzipped"),
        PLAIN("plain"),
        LIVENESS("liveness");

        final String label;

        Kind(String label) {
            this.label = label;
        }

        Request request() {
            return switch (this) {
                case GZIPPED -> Request.get(SUMMARY).takingGzip();
                case PLAIN -> Request.get(SUMMARY);
                case LIVENESS -> Request.get(ALIVE);
            };
        }
    }

    List<Figure> figures(BenchAccount large) throws IOException {
        if (!new ServiceClient(testbed.service().management(), "").get(ALIVE).isOk()) {
            return List.of(new Figure(
                    NAME.formatted(Kind.PLAIN.label),
                    "",
                    "liveness: not available",
                    0,
                    Target.atLeast(TARGET),
                    Map.of()));
        }
        for (Kind kind : Kind.values()) {
            load(large, kind, CONNECTIONS.get(0), WARM_UP_SECONDS);
        }
        Map<Kind, List<Run>> runs = new EnumMap<>(Kind.class);
        for (int round = 0; round < ROUNDS; round++) {
            for (int connections : CONNECTIONS) {
                for (Kind kind : Kind.values()) {
                    runs.computeIfAbsent(kind, first -> new ArrayList<>())
                            .add(new Run(connections, load(large, kind, connections, options.seconds())));
                }
            }
        }
        return List.of(figure(Kind.GZIPPED, runs), figure(Kind.PLAIN, runs));
    }

    /** One load, with so many connections. */
    private record Run(int connections, LoadResult result) {
        static Run best(List<Run> runs) {
            return Collections.max(runs, Comparator.comparingDouble(Run::perSecond));
        }

        double perSecond() {
            return result.requestsPerSecond();
        }
    }

    private static Figure figure(Kind kind, Map<Kind, List<Run>> runs) {
        Run best = Run.best(runs.get(kind));
        Run least = Run.best(runs.get(Kind.LIVENESS));
        return new Figure(
                NAME.formatted(kind.label),
                "%,.0f/s".formatted(best.perSecond()),
                "liveness: %,.0f/s".formatted(least.perSecond()),
                best.perSecond() / least.perSecond(),
                Target.atLeast(TARGET),
                Map.of(
                        "summaries_per_second", best.perSecond(),
                        "summaries_connections", best.connections(),
                        "liveness_per_second", least.perSecond(),
                        "liveness_connections", least.connections(),
                        "summaries", rates(runs.get(kind)),
                        "liveness", rates(runs.get(Kind.LIVENESS)),
                        "p99_ms", best.result().latencies().percentileMs(99),
                        "load_generator_cores", best.result().generatorCpu()));
    }

    /** All that were measured, such as {@code 32: 28000, 64: 31000}. */
    private static String rates(List<Run> runs) {
        return runs.stream()
                .map(run -> "%d: %.0f".formatted(run.connections(), run.perSecond()))
                .collect(Collectors.joining(", "));
    }

    private LoadResult load(BenchAccount account, Kind kind, int connections, int seconds) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Request request = kind.request();
        boolean liveness = kind == Kind.LIVENESS;
        return load.run(
                liveness ? testbed.service().management() : testbed.service().url(),
                liveness ? "" : account.key(),
                connections,
                () -> System.nanoTime() > end ? Optional.empty() : Optional.of(request));
    }
}
