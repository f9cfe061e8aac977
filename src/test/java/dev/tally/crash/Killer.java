package dev.tally.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Kills at random moments. The next kill waits until something was acknowledged since the one before, so that each of them
 * hits work.
 */
final class Killer implements Callable<Map<String, Integer>> {
    private static final int LONGEST_PAUSE_MS = 700;
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(10);

    private final Scene scene;
    private final List<Victim> victims;
    private final int kills;
    private final ExecutorService restarts;
    private final Random random;

    Killer(Scene scene, List<Victim> victims, int kills, ExecutorService restarts) {
        this.scene = scene;
        this.victims = victims;
        this.kills = kills;
        this.restarts = restarts;
        this.random = new Random(scene.seed());
    }

    /** Returns how often it killed what, once everything works again. */
    @Override
    public Map<String, Integer> call() throws Exception {
        Map<String, Integer> killed = new TreeMap<>();
        List<Future<Void>> starts = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            long batchesBefore = scene.ledger().batches();
            await("an acknowledgement", () -> scene.ledger().batches() > batchesBefore);
            Thread.sleep(random.nextInt(LONGEST_PAUSE_MS));
            await("a restart", () -> victims.stream().anyMatch(Victim::works));
            List<Victim> working = victims.stream().filter(Victim::works).toList();
            Victim victim = working.get(random.nextInt(working.size()));
            starts.add(restarts.submit(victim.kill()));
            killed.merge(victim.name(), 1, Integer::sum);
        }
        for (Future<Void> start : starts) {
            start.get();
        }
        return killed;
    }

    private interface Condition {
        boolean holds();
    }

    private void await(String what, Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
        while (!condition.holds()) {
            if (scene.isOver() || System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.sleep(POLL.toMillis());
        }
    }
}
