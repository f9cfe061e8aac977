package dev.tally.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tally.testing.FreshDatabase;
import dev.tally.testing.PackagedService;
import dev.tally.testing.Packaging;
import dev.tally.testing.ServiceClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A service, a database, and thousands of requests. */
public final class FuzzRun {
    private static final int WORKERS = 4;
    /** Connections that clients keep for their next request: of each worker one, and of the others. */
    private static final int POOLED = WORKERS + 2;

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final int HEAP_MIB = 640;

    /** Answers that are kept in memory are no leak: few of them are. */
    private static final Map<String, String> SETTINGS = Map.of(
            "TALLY_ADMIN_KEY",
            Cast.ADMINISTRATOR_KEY,
            "TALLY_CACHE_MAX_SIZE",
            "2M",
            // All of the bad credentials come from one address.
            "TALLY_LIMITS_FAILED_ATTEMPTS",
            "off");

    /** A leak of this much with every request would be found. */
    private static final long BYTES_PER_REQUEST = 1024;

    /** Two bodies of the greatest size may still be held by the connections that they came on. */
    private static final long LEAST_BYTES = 40 << 20;

    /** Of the requests, before memory is looked at for the first time: until then it fills what it fills. */
    private static final int WARM_UP_SHARE = 4;

    private static final Duration TICK = Duration.ofMillis(250);

    private final Options options;
    private final Findings findings = new Findings();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FuzzRun(Options options) {
        this.options = options;
    }

    /**
     * Runs it all, and prints what it did.
     *
     * @throws AssertionError with all that was found, if anything was
     */
    public void run(Path folder) throws Exception {
        System.out.printf("Fuzz: fuzz.requests=%d fuzz.seed=%d%n", options.requests(), options.seed());
        try (FreshDatabase database = FreshDatabase.create()) {
            Map<String, String> settings = new TreeMap<>(SETTINGS);
            settings.put("TALLY_DATABASE_URL", database.url().withCredentials());
            try (PackagedService service = PackagedService.in(folder, settings, Packaging.underTest(HEAP_MIB))) {
                service.start(START_TIMEOUT);
                play(service, database);
                if (!findings.isEmpty()) {
                    throw new AssertionError("fuzz.seed=" + options.seed() + "\n" + findings + service.lastLines());
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void play(PackagedService service, FreshDatabase database) throws Exception {
        ServiceClient anonymous = new ServiceClient(service.url(), "");
        List<Operation> operations =
                ApiDocument.of(anonymous.get("/q/openapi?format=json").text()).operations();
        Cast cast = Cast.make(anonymous);
        Ledger ledger = new Ledger(findings);
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(new Worker(service, operations, cast, findings, options.seed() + i));
        }
        Vitals vitals = new Vitals(service, database);
        long start = System.nanoTime();
        try (SlowClients slow = new SlowClients(service.url(), cast, findings)) {
            ask(workers, slow, options.requests() / WARM_UP_SHARE);
            OptionalLong before = vitals.liveBytes();
            ask(workers, slow, options.requests() - options.requests() / WARM_UP_SHARE);
            slow.finish(ledger);
            checkMemory(before, vitals.liveBytes());
        }
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        check("connections of clients", vitals.clientConnections(POOLED) <= POOLED);
        check("connections to the database", vitals.busyDatabaseConnections() == 0);
        count(workers, ledger, anonymous.as(cast.key()), database);
        System.out.printf(
                "Fuzz: %d requests to %d operations in %d s, statuses %s, most time for %s%n",
                options.requests(), operations.size(), seconds, statuses(workers), mostTime(workers));
    }

    private void ask(List<Worker> workers, SlowClients slow, int requests) throws Exception {
        List<Future<Void>> parts = new ArrayList<>();
        for (Worker worker : workers) {
            parts.add(threads.submit(() -> worker.ask((requests + WORKERS - 1) / WORKERS)));
        }
        for (Future<Void> part : parts) {
            while (!isDone(part)) {
                slow.tick();
            }
        }
    }

    private static boolean isDone(Future<Void> part) throws InterruptedException, ExecutionException {
        try {
            part.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private void checkMemory(OptionalLong before, OptionalLong after) {
        if (before.isPresent() && after.isPresent()) {
            long growth = after.getAsLong() - before.getAsLong();
            System.out.printf(
                    "Fuzz: live objects of %d KiB after a first part, %+d KiB in the end%n",
                    before.getAsLong() >> 10, growth >> 10);
            check(
                    "memory, which has grown by " + growth + " bytes",
                    growth < Math.max(LEAST_BYTES, options.requests() * BYTES_PER_REQUEST));
        }
    }

    private void check(String what, boolean holds) {
        if (!holds) {
            findings.add("the service does not let go of " + what, "in the end", "too much");
        }
    }

    /** What was acknowledged, and nothing else, is stored and counted. */
    private void count(List<Worker> workers, Ledger slow, ServiceClient service, FreshDatabase database)
            throws IOException {
        Set<String> ids = new TreeSet<>(slow.ids());
        Map<String, BigDecimal> sums = new TreeMap<>(slow.sums());
        for (Worker worker : workers) {
            ids.addAll(worker.ledger().ids());
            worker.ledger().sums().forEach((name, number) -> sums.merge(name, number, BigDecimal::add));
        }
        Set<String> stored = new TreeSet<>(database.column("SELECT event_id FROM event_key"));
        Set<String> tooMany = new TreeSet<>(stored);
        tooMany.removeAll(ids);
        Set<String> missing = new TreeSet<>(ids);
        missing.removeAll(stored);
        if (!tooMany.isEmpty() || !missing.isEmpty()) {
            findings.add("what is stored is not what was accepted", "too many: " + tooMany, "missing: " + missing);
        }
        JsonNode totals =
                service.get("/v1/query?from=0001-01-01&to=9999-12-31").orThrow().path("totals");
        Map<String, String> counted = Measured.shown(Measured.ofTotals(totals));
        Map<String, String> accepted = Measured.shown(sums);
        if (!counted.equals(accepted)) {
            findings.add("what is counted is not what was accepted", counted, accepted);
        }
        System.out.printf("Fuzz: %d events were accepted and are counted: %s%n", ids.size(), counted);
    }

    private static String mostTime(List<Worker> workers) {
        Map<String, Long> nanos = new TreeMap<>();
        workers.forEach(worker -> worker.nanos().forEach((id, time) -> nanos.merge(id, time, Long::sum)));
        return nanos.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(5)
                .map(entry -> entry.getKey() + ' ' + entry.getValue() / 1_000_000 + " ms")
                .toList()
                .toString();
    }

    private static Map<Integer, Integer> statuses(List<Worker> workers) {
        Map<Integer, Integer> all = new TreeMap<>();
        workers.forEach(worker -> worker.statuses().forEach((status, count) -> all.merge(status, count, Integer::sum)));
        return all;
    }
}
