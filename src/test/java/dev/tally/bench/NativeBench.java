package dev.tally.bench;

import dev.tally.bench.Figure.Target;
import dev.tally.bench.HttpLoad.Request;
import dev.tally.bench.Loader.Form;
import dev.tally.testing.PackagedService;
import dev.tally.testing.Packaging;
import dev.tally.testing.ProcessMemory;
import dev.tally.testing.ServiceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The native executable against the jar of the same build, on the same database: how soon they answer, how much memory they
 * take, how many summaries they compute. {@code make bench-native}; see {@link Options} for what it can be told. On Linux,
 * which tells the memory of a process.
 */
public final class NativeBench {
    private static final int CONNECTIONS = 4;
    private static final int ROUNDS = 3;

    /** Longer than what begins with the start takes. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final double MOST_START_MS = 100;
    private static final double MOST_IDLE_MIB = 80;
    private static final double MOST_BUSY_MIB = 200;

    private final Options options;
    private final Testbed testbed;
    private final HttpLoad load;
    private final List<Figure> figures = new ArrayList<>();

    /** One form of the service, its account, and what was measured of it. */
    private static final class Candidate {
        private final PackagedService service;
        private final BenchAccount account;
        private final List<Double> startsMs = new ArrayList<>();
        private double summariesPerSecond;
        private ProcessMemory idle;
        private ProcessMemory busy;

        Candidate(PackagedService service, BenchAccount account) {
            this.service = service;
            this.account = account;
        }

        ServiceClient client() {
            return new ServiceClient(service.url(), account.key());
        }

        double startMs() {
            Collections.sort(startsMs);
            return startsMs.get(startsMs.size() / 2);
        }
    }

    private NativeBench(Options options, Testbed testbed, HttpLoad load) {
        this.options = options;
        this.testbed = testbed;
        this.load = load;
    }

    /** Takes no arguments. */
    public static void main(String... arguments) throws Exception {
        double loadAverage = Machine.loadAverage();
        try (Testbed testbed = Testbed.start();
                HttpLoad load = new HttpLoad()) {
            new NativeBench(Options.ofSystemProperties(), testbed, load).run(loadAverage);
        }
    }

    private void run(double loadAverage) throws Exception {
        BenchAccount ofExecutable = testbed.account("bench-native");
        BenchAccount ofJar = testbed.account("bench-jvm");
        testbed.service().close();
        try (PackagedService executable = testbed.other(Packaging.executable());
                PackagedService jar = testbed.other(Packaging.jar(List.of()))) {
            Candidate ofNative = new Candidate(executable, ofExecutable);
            Candidate ofJvm = new Candidate(jar, ofJar);
            List<Candidate> both = List.of(ofNative, ofJvm);
            for (Candidate candidate : both) {
                say("starting %d times", options.starts());
                measureStarts(candidate);
                say("loading %,d events, and asking for %,d summaries", options.events(), options.summaries());
                measureMemory(candidate);
            }
            say("asking for summaries by turns");
            measureThroughput(both);
            compare(ofNative, ofJvm);
        }
        Report report = new Report(options, Machine.describe(testbed.database(), loadAverage), figures);
        report.print();
        report.write();
        say("written to %s", options.result());
    }

    private void measureStarts(Candidate candidate) throws IOException {
        for (int i = 0; i < options.starts(); i++) {
            candidate.service.close();
            candidate.startsMs.add(
                    new FirstAnswer(candidate.service, candidate.client(), "/v1/query?group_by=model").measureMs());
        }
    }

    /** Idle, after a start that answered one summary; and after everything. It goes on running. */
    private void measureMemory(Candidate candidate) throws Exception {
        candidate.service.close();
        candidate.service.start(START_TIMEOUT);
        candidate.client().get("/v1/query").orThrow();
        Thread.sleep(IDLE.toMillis());
        candidate.idle = ProcessMemory.of(candidate.service.pid());
        testbed.use(candidate.service);
        new Loader(testbed, load)
                .postAll(
                        candidate.account,
                        new Traffic(options.events(), options.seed(), options.taskEvery()),
                        Form.LINES,
                        CONNECTIONS);
        testbed.rollEverything();
        ask(candidate, new Cases(candidate.account, options.summaries(), Long.MAX_VALUE));
        candidate.busy = ProcessMemory.of(candidate.service.pid());
    }

    /** Both are warm. Of each the best round: other programs disturb one or the other. */
    private void measureThroughput(List<Candidate> both) {
        for (int round = 0; round < ROUNDS; round++) {
            for (Candidate candidate : both) {
                long end = System.nanoTime()
                        + Duration.ofSeconds(options.seconds()).toNanos();
                LoadResult result = ask(candidate, new Cases(candidate.account, Integer.MAX_VALUE, end));
                candidate.summariesPerSecond = Math.max(candidate.summariesPerSecond, result.requestsPerSecond());
            }
        }
    }

    private LoadResult ask(Candidate candidate, Cases cases) {
        return load.run(candidate.service.url(), candidate.account.key(), CONNECTIONS, cases::next);
    }

    /** The summaries of all dialects by turns. */
    private static final class Cases {
        private final List<Request> requests;
        private final int count;
        private final long end;
        private int asked;

        Cases(BenchAccount account, int count, long end) {
            this.requests = SummaryCase.all().stream()
                    .map(summary -> Request.get(summary.pathFor(account)))
                    .toList();
            this.count = count;
            this.end = end;
        }

        Optional<Request> next() {
            return asked == count || System.nanoTime() > end
                    ? Optional.empty()
                    : Optional.of(requests.get(asked++ % requests.size()));
        }
    }

    private void compare(Candidate executable, Candidate jar) {
        Map<String, Object> starts = new LinkedHashMap<>();
        starts.put("native_ms", executable.startsMs);
        starts.put("jvm_ms", jar.startsMs);
        add("Start to first summary", "%.0f ms", executable.startMs(), jar.startMs(), MOST_START_MS, 1.0 / 15, starts);
        add(
                "Memory, idle",
                "%.0f MiB",
                executable.idle.residentMib(),
                jar.idle.residentMib(),
                MOST_IDLE_MIB,
                Double.NaN,
                Map.of());
        add(
                "Memory, after %,d events and %,d summaries".formatted(options.events(), options.summaries()),
                "%.0f MiB",
                executable.busy.residentMib(),
                jar.busy.residentMib(),
                MOST_BUSY_MIB,
                1.0 / 3,
                Map.of("native_peak_mib", executable.busy.peakMib(), "jvm_peak_mib", jar.busy.peakMib()));
        figures.add(new Figure(
                "Summaries, %d connections: share of the JVM's".formatted(CONNECTIONS),
                "%,.0f/s".formatted(executable.summariesPerSecond),
                "JVM: %,.0f/s".formatted(jar.summariesPerSecond),
                executable.summariesPerSecond / jar.summariesPerSecond,
                Target.atLeast(0.6),
                Map.of("native", executable.summariesPerSecond, "jvm", jar.summariesPerSecond)));
    }

    /** The number itself, and its share of the JVM's. */
    private void add(
            String name,
            String format,
            double ofNative,
            double ofJvm,
            double most,
            double mostShare,
            Map<String, Object> details) {
        String measured = format.formatted(ofNative);
        figures.add(new Figure(name, measured, "", ofNative, Target.atMost(most), details));
        figures.add(new Figure(
                name + ": share of the JVM's",
                measured,
                "JVM: " + format.formatted(ofJvm),
                ofNative / ofJvm,
                Double.isNaN(mostShare) ? Optional.empty() : Target.atMost(mostShare),
                Map.of("native", ofNative, "jvm", ofJvm)));
    }

    private static void say(String format, Object... values) {
        System.out.printf("bench: " + format + "%n", values);
    }
}
