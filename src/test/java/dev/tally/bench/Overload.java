package dev.tally.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tally.bench.Loader.Form;
import dev.tally.bench.Loader.Loaded;
import dev.tally.bench.OpenLoad.Answers;
import dev.tally.testing.PackagedService;
import dev.tally.testing.Packaging;
import dev.tally.testing.ProcessMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out how many events a second the service takes in, and then sends twice as many: some are accepted soon enough, the
 * others are refused with a time to come back, the memory stays what it is, and afterwards everything is well by itself and
 * exactly what was accepted counts. Ends with an error where any of that is not so. {@code -Doverload.seconds=…} says for
 * how long.
 */
public final class Overload {
    private static final int SECONDS = Integer.getInteger("overload.seconds", 60);
    private static final int FIRST_SECONDS = Integer.getInteger("overload.first-seconds", 20);
    private static final double TIMES = 2;
    private static final int CONNECTIONS = 8;
    private static final int MOST_IN_FLIGHT = 400;
    private static final long MOST_EVENTS = 1_000_000_000;
    private static final int HEAP_MIB = 512;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What the queue lets a request wait, and some seconds to be stored. */
    private static final double MOST_MS = 40_000;

    /** What a JVM takes beside its heap. */
    private static final double MOST_MIB = HEAP_MIB + 512;

    /** By how much more the second half of the load may take than the first. */
    private static final double MOST_GROWTH = 1.15;

    private static final int EVENTS_PER_REQUEST = 1000;

    private final Testbed testbed;
    private final List<Double> memory = new ArrayList<>();

    private Overload(Testbed testbed) {
        this.testbed = testbed;
    }

    /** Takes no arguments. */
    public static void main(String... arguments) throws Exception {
        try (Testbed testbed = Testbed.start()) {
            testbed.service().close();
            PackagedService service = testbed.other(Packaging.jar(List.of("-Xmx" + HEAP_MIB + "m")));
            testbed.use(service);
            service.start(PATIENCE);
            new Overload(testbed).run();
        }
    }

    private void run() throws Exception {
        double sustained = sustained();
        say("sustains %,.0f events/s; now %,.0f for %d seconds", sustained, sustained * TIMES, SECONDS);
        BenchAccount account = testbed.account("overload");
        Answers answers = overload(account, sustained * TIMES / EVENTS_PER_REQUEST);
        print(answers);
        double secondsToRecover = recover(account, answers);
        say(
                "%.1f s after the last answer it took events at once again, and all %,d that were accepted count",
                secondsToRecover, accepted(answers));
        check(answers);
        say("all is well");
    }

    private double sustained() throws IOException {
        try (HttpLoad load = new HttpLoad()) {
            Loader loader = new Loader(testbed, load);
            BenchAccount account = testbed.account("overload-first");
            post(loader, account, FIRST_SECONDS / 2, 1);
            return post(loader, account, FIRST_SECONDS, 2).eventsPerSecond();
        }
    }

    private static Loaded post(Loader loader, BenchAccount account, int seconds, int seed) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        return loader.post(
                account, new Traffic(MOST_EVENTS, seed, 10), Form.ARRAY, CONNECTIONS, () -> System.nanoTime() > end);
    }

    private Answers overload(BenchAccount account, double requestsPerSecond) throws InterruptedException {
        Thread watch = new Thread(this::watchMemory);
        watch.start();
        try (OpenLoad load = new OpenLoad(testbed.service().url(), account.key(), MOST_IN_FLIGHT)) {
            return load.run(
                    requestsPerSecond,
                    Duration.ofSeconds(SECONDS),
                    new Loader.Requests(new Traffic(MOST_EVENTS, 3, 10), Form.ARRAY, () -> false));
        } finally {
            watch.interrupt();
            watch.join();
        }
    }

    private void watchMemory() {
        try {
            while (true) {
                memory.add(ProcessMemory.of(testbed.service().pid()).residentMib());
                Thread.sleep(1000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            say("the memory cannot be read: %s", e);
        }
    }

    /** Nobody does anything but wait. */
    private double recover(BenchAccount account, Answers answers) throws Exception {
        CpuClock clock = CpuClock.start();
        byte[] event = "{\"id\":\"last\"}".getBytes(UTF_8);
        while (!testbed.as(account)
                .post("/v1/events", "application/json", event)
                .isOk()) {
            require(clock.elapsedSeconds() < PATIENCE.toSeconds(), "it does not recover");
            Thread.sleep(50);
        }
        double seconds = clock.elapsedSeconds();
        require(testbed.service().isReady(), "it is not ready afterwards");
        testbed.rollEverything();
        long counted = testbed.as(account)
                .get("/v1/query")
                .orThrow()
                .at("/totals/events")
                .asLong();
        require(counted == accepted(answers) + 1, counted + " events count");
        return seconds;
    }

    private static long accepted(Answers answers) {
        return (long) answers.accepted.count() * EVENTS_PER_REQUEST;
    }

    private void print(Answers answers) {
        say(
                "accepted %,d requests: %,.0f events/s, p50 %,.0f ms, p99 %,.0f ms, at most %,.0f ms",
                answers.accepted.count(),
                (double) accepted(answers) / SECONDS,
                answers.accepted.percentileMs(50),
                answers.accepted.percentileMs(99),
                answers.accepted.percentileMs(100));
        say(
                "refused %,d with a time to come back, p50 %,.0f ms; %,d were not sent because %d were under way",
                answers.refused.count(),
                answers.refused.count() == 0 ? 0 : answers.refused.percentileMs(50),
                answers.notSent,
                MOST_IN_FLIGHT);
        say(
                "memory %,.0f MiB at the start, at most %,.0f in the first half and %,.0f in the second",
                memory.get(0), most(0, memory.size() / 2), most(memory.size() / 2, memory.size()));
    }

    private void check(Answers answers) {
        require(answers.others.isEmpty(), "other answers: " + answers.others);
        require(answers.accepted.count() > 0, "nothing was accepted");
        require(answers.refused.count() > 0, "nothing was refused: was it too much at all?");
        require(answers.accepted.percentileMs(100) < MOST_MS, "an accepted request took too long");
        double before = most(0, memory.size() / 2);
        double after = most(memory.size() / 2, memory.size());
        require(after < MOST_MIB && after < before * MOST_GROWTH, "the memory is not flat");
    }

    private double most(int from, int to) {
        return memory.subList(from, to).stream().mapToDouble(mib -> mib).max().orElse(0);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("Overload: " + otherwise);
        }
    }

    private static void say(String format, Object... values) {
        System.out.printf("overload: " + format + "%n", values);
    }
}
