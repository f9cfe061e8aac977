package dev.tally.bench;

import dev.tally.bench.Figure.Target;
import dev.tally.bench.Loader.Form;
import dev.tally.bench.Loader.Loaded;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How fast events are taken in, against {@code COPY}; and how single events share transactions. Each {@code COPY} is beside what
 * it is compared with: over the half an hour between the first and the last of them a shared machine becomes faster or slower.
 */
record IngestMeasurement(Testbed testbed, Loader loader, Options options) {
    static final int CONNECTIONS = 4;
    private static final int SINGLE_CONNECTIONS = 64;
    private static final long MOST_EVENTS_IN_ARRAYS = 2_000_000;

    /** Enough for the virtual machine to have compiled what runs often: lines are measured over many more. */
    private static final long WARM_UP_EVENTS = 1_000_000;

    private static final long MOST_SINGLE_EVENTS = 1_000_000;
    private static final double TARGET = 0.35;

    /** @param lines what loading the large account did just now, event by line */
    Figure ofLines(BenchAccount large, Loaded lines) throws Exception {
        double copy = copy(large);
        comeToRest();
        return figure("Ingest of lines, 4 connections", lines, copy);
    }

    List<Figure> ofOthers(BenchAccount large) throws Exception {
        double copy = copy(large);
        return List.of(figure("Ingest of arrays of 1,000, 4 connections", arrays(), copy), singles());
    }

    private double copy(BenchAccount account) throws Exception {
        return new CopyReference(testbed.database()).rowsPerSecond(account);
    }

    /** By a service that has run for a while, as for the lines: it was started again since. */
    private Loaded arrays() throws Exception {
        arrays(testbed.account("bench-warm-up"), WARM_UP_EVENTS);
        comeToRest();
        return arrays(testbed.account("bench-arrays"), MOST_EVENTS_IN_ARRAYS);
    }

    /** The first of the same events: as many in an hour as the large account has. */
    private Loaded arrays(BenchAccount account, long most) {
        AtomicLong sent = new AtomicLong();
        return loader.post(
                account,
                traffic(options.events()),
                Form.ARRAY,
                CONNECTIONS,
                () -> sent.addAndGet(Form.ARRAY.events()) > most);
    }

    /** Nothing of what was measured before is still being written. */
    private void comeToRest() throws Exception {
        testbed.rollEverything();
        testbed.database().execute("CHECKPOINT");
    }

    private static Figure figure(String name, Loaded loaded, double copy) {
        Map<String, Object> details = details(loaded);
        details.put("copy_rows_per_second", copy);
        return new Figure(
                name,
                "%,.0f events/s".formatted(loaded.eventsPerSecond()),
                "COPY: %,.0f rows/s".formatted(copy),
                loaded.eventsPerSecond() / copy,
                Target.atLeast(TARGET),
                details);
    }

    private Figure singles() throws Exception {
        comeToRest();
        BenchAccount account = testbed.account("bench-singles");
        long end = System.nanoTime() + Duration.ofSeconds(options.seconds()).toNanos();
        Loaded loaded = loader.post(
                account, traffic(MOST_SINGLE_EVENTS), Form.SINGLE, SINGLE_CONNECTIONS, () -> System.nanoTime() > end);
        long transactions = testbed.database()
                .number("SELECT count(DISTINCT batch_id) FROM usage_event WHERE account_id = '%s'"
                        .formatted(account.id()));
        Map<String, Object> details = details(loaded);
        details.put("transactions_per_second", transactions / loaded.result().seconds());
        details.put("p50_ms", loaded.result().latencies().percentileMs(50));
        details.put("p99_ms", loaded.result().latencies().percentileMs(99));
        return new Figure(
                "Single events, 64 connections",
                "%,.0f events/s".formatted(loaded.eventsPerSecond()),
                "%,.0f transactions/s".formatted(transactions / loaded.result().seconds()),
                (double) loaded.events() / transactions,
                Optional.empty(),
                details);
    }

    private Traffic traffic(long events) {
        return new Traffic(events, options.seed(), options.taskEvery());
    }

    private static Map<String, Object> details(Loaded loaded) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("events", loaded.events());
        details.put("seconds", loaded.result().seconds());
        details.put("events_per_second", loaded.eventsPerSecond());
        details.put("most_pending_events", loaded.mostPending());
        details.put("load_generator_cores", loaded.result().generatorCpu());
        return details;
    }
}
