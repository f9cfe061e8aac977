package dev.tally.bench;

import dev.tally.bench.Loader.Form;
import dev.tally.bench.Loader.Loaded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads events into a fresh Tally over HTTP, measures, prints a table and writes it as JSON. Ends with an error where an
 * answer is wrong, not where a target is missed. See {@link Options} for what it can be told.
 */
public final class Bench {
    private static final double QUIET = 0.5;

    private final Options options;
    private final Testbed testbed;
    private final HttpLoad load;
    private final List<Figure> figures = new ArrayList<>();

    private Bench(Options options, Testbed testbed, HttpLoad load) {
        this.options = options;
        this.testbed = testbed;
        this.load = load;
    }

    /** Takes no arguments. */
    public static void main(String... arguments) throws Exception {
        Options options = Options.ofSystemProperties();
        double busy = Machine.loadAverage();
        if (busy > QUIET) {
            say("this machine is busy (load average %.1f), which the figures will show", busy);
        }
        try (Testbed testbed = Testbed.start();
                HttpLoad load = new HttpLoad()) {
            new Bench(options, testbed, load).run(busy);
        }
    }

    private void run(double loadAverage) throws Exception {
        Loader loader = new Loader(testbed, load);
        BenchAccount small = testbed.account("bench-small");
        BenchAccount large = testbed.account("bench-large");
        say("loading %,d events, which also warms up", options.smallEvents());
        loader.postAll(small, traffic(options.smallEvents()), Form.LINES, IngestMeasurement.CONNECTIONS);
        say("loading %,d events", options.events());
        Loaded lines = loader.postAll(large, traffic(options.events()), Form.LINES, IngestMeasurement.CONNECTIONS);
        say("%,.0f events/s, at most %,d pending", lines.eventsPerSecond(), lines.mostPending());
        figures.add(rollTheRest(lines));
        testbed.database().execute("VACUUM ANALYZE", "CHECKPOINT");
        figures.addAll(new StorageMeasurement(testbed.database()).figures(options.events() + options.smallEvents(), 2));
        IngestMeasurement ingest = new IngestMeasurement(testbed, loader, options);
        say("copying the same events");
        Figure ingestOfLines = ingest.ofLines(large, lines);
        say("asking for summaries");
        figures.addAll(new SummaryMeasurement(testbed, load, options, large, small).figures());
        figures.addAll(new PercentileMeasurement(testbed).figures(large));
        say("asking again and again");
        testbed.restartWithCache();
        figures.addAll(new CachedMeasurement(testbed, load, options).figures(large));
        say("loading by other ways");
        figures.add(ingestOfLines);
        figures.addAll(ingest.ofOthers(large));
        report(loadAverage);
    }

    /** How far rolling was behind when the last event was in. */
    private Figure rollTheRest(Loaded lines) throws Exception {
        say("rolling the rest");
        CpuClock clock = CpuClock.start();
        testbed.rollEverything();
        double seconds = clock.elapsedSeconds();
        return new Figure(
                "Rolling after the load, share of its time",
                "%.1f s".formatted(seconds),
                "load: %.1f s".formatted(lines.result().seconds()),
                seconds / lines.result().seconds(),
                Optional.empty(),
                Map.of("seconds", seconds, "most_pending_events", lines.mostPending()));
    }

    private void report(double loadAverage) throws Exception {
        Report report = new Report(options, Machine.describe(testbed.database(), loadAverage), figures);
        report.print();
        report.write();
        say("written to %s", options.result());
    }

    private Traffic traffic(long events) {
        return new Traffic(events, options.seed(), options.taskEvery());
    }

    private static void say(String format, Object... values) {
        System.out.printf("bench: " + format + "%n", values);
    }
}
