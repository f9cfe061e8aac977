package dev.tally.bench;

import dev.tally.bench.Figure.Target;
import dev.tally.bench.HttpLoad.Request;
import dev.tally.bench.Loader.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much one account's flood of heavy queries slows another's summaries down: the ratio of their p99 with the flood and
 * without, with the bound on what is computed for an account at once and without it. Every query is computed, and none is like
 * another. See {@link Options} for what it can be told.
 */
public final class FairBench {
    private static final double MOST_SLOWER = 2;
    private static final int FLOOD_CONNECTIONS = 32;
    private static final int WARM_UP_SECONDS = 5;
    private static final int ROUNDS = 2;

    /** As good as none. */
    private static final Map<String, String> UNBOUNDED = Map.of(
            "TALLY_QUERY_REPORTS_PER_ACCOUNT", "1000",
            "TALLY_QUERY_REPORTS", "1000");

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    private final Options options;
    private final Testbed testbed;
    private final HttpLoad load;
    private final HttpLoad flood;
    private final AtomicLong asked = new AtomicLong();

    private FairBench(Options options, Testbed testbed, HttpLoad load, HttpLoad flood) {
        this.options = options;
        this.testbed = testbed;
        this.load = load;
        this.flood = flood;
    }

    /** Takes no arguments. */
    public static void main(String... arguments) throws Exception {
        Options options = Options.ofSystemProperties();
        double busy = Machine.loadAverage();
        say("load average before: %.1f", busy);
        try (Testbed testbed = Testbed.start();
                HttpLoad load = new HttpLoad();
                HttpLoad flood = new HttpLoad()) {
            new FairBench(options, testbed, load, flood).run(busy);
        }
    }

    private void run(double loadAverage) throws Exception {
        BenchAccount small = testbed.account("bench-small");
        BenchAccount large = testbed.account("bench-large");
        Loader loader = new Loader(testbed, load);
        say("loading %,d and %,d events", options.smallEvents(), options.events());
        loader.postAll(small, traffic(options.smallEvents()), Form.LINES, IngestMeasurement.CONNECTIONS);
        loader.postAll(large, traffic(options.events()), Form.LINES, IngestMeasurement.CONNECTIONS);
        testbed.rollEverything();
        testbed.database().execute("VACUUM ANALYZE", "CHECKPOINT");
        List<Figure> figures = new ArrayList<>();
        figures.add(figure("p99 beside a flood of heavy queries", small, large, Target.atMost(MOST_SLOWER)));
        testbed.restartWith(UNBOUNDED);
        figures.add(figure("The same without a bound for each account", small, large, Optional.empty()));
        Report report = new Report(options, Machine.describe(testbed.database(), loadAverage), figures);
        report.print();
        report.write();
        say("written to %s", options.result());
    }

    /** By turns, and of each the better: other programs disturb one or the other. */
    private Figure figure(String name, BenchAccount small, BenchAccount large, Optional<Target> target)
            throws Exception {
        summaries(small, WARM_UP_SECONDS);
        Latencies alone = summaries(small, options.seconds());
        Latencies beside = besideFlood(small, large);
        for (int round = 1; round < ROUNDS; round++) {
            alone = better(alone, summaries(small, options.seconds()));
            beside = better(beside, besideFlood(small, large));
        }
        return new Figure(
                name,
                "p99 %.1f ms".formatted(beside.percentileMs(99)),
                "alone: p99 %.1f ms".formatted(alone.percentileMs(99)),
                beside.percentileMs(99) / alone.percentileMs(99),
                target,
                Map.of(
                        "alone_p50_ms", alone.percentileMs(50),
                        "alone_p99_ms", alone.percentileMs(99),
                        "beside_p50_ms", beside.percentileMs(50),
                        "beside_p99_ms", beside.percentileMs(99),
                        "alone_summaries", alone.count(),
                        "beside_summaries", beside.count()));
    }

    private Latencies besideFlood(BenchAccount small, BenchAccount large) {
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<LoadResult> flooding = CompletableFuture.supplyAsync(() -> flood.run(
                testbed.service().url(),
                large.key(),
                FLOOD_CONNECTIONS,
                () -> over.get() ? Optional.empty() : Optional.of(heavy())));
        summaries(small, WARM_UP_SECONDS);
        Latencies beside = summaries(small, options.seconds());
        over.set(true);
        say(
                "the flood: %,d heavy queries answered, p50 %.0f ms",
                flooding.join().latencies().count(), flooding.join().latencies().percentileMs(50));
        return beside;
    }

    /** No totals are kept for three dimensions, so that every event is read. */
    private Request heavy() {
        return Request.get("/v1/query?group_by=project_id,email&operation=chat&from=" + another());
    }

    private Latencies summaries(BenchAccount account, int seconds) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        return load.run(
                        testbed.service().url(),
                        account.key(),
                        1,
                        () -> System.nanoTime() > end
                                ? Optional.empty()
                                : Optional.of(Request.get("/v1/query?group_by=model&from=" + another())))
                .latencies();
    }

    /** A time before all events that no query began at before. */
    private Instant another() {
        return LONG_AGO.plusSeconds(asked.incrementAndGet());
    }

    private Traffic traffic(long events) {
        return new Traffic(events, options.seed(), options.taskEvery());
    }

    private static Latencies better(Latencies one, Latencies other) {
        return one.percentileMs(99) < other.percentileMs(99) ? one : other;
    }

    private static void say(String format, Object... values) {
        System.out.printf("bench: " + format + "%n", values);
    }
}
