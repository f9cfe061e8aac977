package dev.tally.crash;

import dev.tally.crash.MemoryWatch.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Everything at once for minutes, on two services of which one is killed every minute, and PostgreSQL every three: events
 * come in, are voided and corrected, rolled and asked for, keys are made and revoked. In the end every API must say exactly
 * what was acknowledged. {@code -Dsoak.minutes=…} says for how long, {@code -Dsoak.seed=…} repeats the clients' part.
 */
public final class Soak {
    private static final int MINUTES = Integer.getInteger("soak.minutes", 10);
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());
    private static final int POSTERS = 4;
    private static final int READERS = 2;
    private static final int CORRECTORS = 2;

    /** Two services with a heap of 256 MiB each, and what a JVM takes beside it. */
    private static final double MOST_MIB = 2 * 640;

    private static final String GROWING = "org_soak_growing";
    private static final String CHANGING = "org_soak_changing";

    private final Stage stage;
    private final AtomicLong failedAttempts = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong rolls = new AtomicLong();
    private final AtomicLong voided = new AtomicLong();
    private final AtomicLong corrected = new AtomicLong();
    private final AtomicLong keys = new AtomicLong();

    private Soak(Stage stage) {
        this.stage = stage;
    }

    /** Ends with 0 if every sum is what it must be. */
    public static void main(String[] arguments) throws Exception {
        System.out.printf("Soak: soak.minutes=%d soak.seed=%d%n", MINUTES, SEED);
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "soak-");
        int code = 1;
        try (Stage stage = Stage.in(folder)) {
            new Soak(stage).run();
            code = 0;
        } catch (Exception | AssertionError e) {
            e.printStackTrace(System.err);
        }
        if (code == 0) {
            delete(folder);
        } else {
            System.out.println("Soak: FAILED; the logs are in " + folder);
        }
        System.exit(code);
    }

    private void run() throws Exception {
        Scene growing = stage.scene(SEED, GROWING);
        Scene changing = stage.scene(SEED + 1, CHANGING);
        List<FinalCount> counts = List.of(
                new FinalCount(growing, Question.about(GROWING)), new FinalCount(changing, Question.about(CHANGING)));
        Future<Seen> memory = stage.play(new MemoryWatch(growing, stage.services()));
        Map<String, Integer> killed = stage.awaitEnd(
                stage.play(new TimedKiller(growing, stage.victims(), Duration.ofMinutes(MINUTES), stage.threads())),
                players(growing, changing));

        check(counts);
        stage.rollEverything();
        check(counts);
        print(growing, changing, killed, memory.get());
    }

    /** While an account only grows every answer can be checked; one whose events change, in the end. */
    private List<Future<?>> players(Scene growing, Scene changing) {
        List<Future<?>> players = new ArrayList<>();
        for (int i = 0; i < POSTERS; i++) {
            players.add(stage.play(new Poster(growing, "client" + i, failedAttempts)));
        }
        for (int i = 0; i < READERS; i++) {
            players.add(stage.play(new Reader(growing, Question.about(GROWING), i, answers)));
        }
        for (int i = 0; i < CORRECTORS; i++) {
            players.add(stage.play(new Corrector(changing, "corrector" + i, failedAttempts, voided, corrected)));
        }
        players.add(stage.play(new Roller(growing, rolls)));
        players.add(stage.play(new KeyChanger(growing, GROWING, failedAttempts, keys)));
        return players;
    }

    private void check(List<FinalCount> counts) throws Exception {
        for (FinalCount count : counts) {
            stage.settle(count.scene(), count.questions().get(0));
            count.check();
        }
    }

    private void print(Scene growing, Scene changing, Map<String, Integer> killed, Seen memory) {
        System.out.printf(
                "Soak: %,d batches with %,d events acknowledged to stay, %,d voided, %,d corrected, %,d keys changed%n",
                growing.ledger().batches() + changing.ledger().batches(),
                growing.ledger().acknowledged().events()
                        + changing.ledger().acknowledged().events(),
                voided.get(),
                corrected.get(),
                keys.get());
        System.out.printf(
                "Soak: survived the kills of %s; %,d attempts failed and were made again%n",
                killed, failedAttempts.get());
        System.out.printf(
                "Soak: %,d answers were checked meanwhile, %,d rolls asked for%n", answers.get(), rolls.get());
        System.out.printf(
                "Soak: memory of both services %.0f MiB at the start, %.0f at most, %.0f at the end%n",
                memory.start(), memory.most(), memory.end());
        if (memory.most() > MOST_MIB) {
            throw new AssertionError("the services took more than " + MOST_MIB + " MiB");
        }
        System.out.println("Soak: every API says what was acknowledged, before and after rolling");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
