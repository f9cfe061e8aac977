package dev.tally.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Kills a service every minute, one after the other, and PostgreSQL every three, for some time. */
final class TimedKiller implements Callable<Map<String, Integer>> {
    private static final Duration BETWEEN_SERVICES = Duration.ofMinutes(1);
    private static final Duration BETWEEN_DATABASES = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Scene scene;
    private final List<Victim> services;
    private final Victim postgres;
    private final Duration time;
    private final ExecutorService restarts;
    private final Map<String, Integer> killed = new TreeMap<>();
    private final List<Future<Void>> starts = new ArrayList<>();

    /** @param victims the services, and PostgreSQL last */
    TimedKiller(Scene scene, List<Victim> victims, Duration time, ExecutorService restarts) {
        this.scene = scene;
        this.services = victims.subList(0, victims.size() - 1);
        this.postgres = victims.get(victims.size() - 1);
        this.time = time;
        this.restarts = restarts;
    }

    /** Returns how often it killed what, once everything works again. */
    @Override
    public Map<String, Integer> call() throws Exception {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long nextService = begin + BETWEEN_SERVICES.toNanos() / 2;
        long nextDatabase = begin + BETWEEN_DATABASES.toNanos() / 2;
        for (int service = 0; !scene.isOver() && System.nanoTime() < end; Thread.sleep(POLL.toMillis())) {
            long now = System.nanoTime();
            Victim next = services.get(service % services.size());
            if (now >= nextService && next.works()) {
                kill(next);
                service++;
                nextService += BETWEEN_SERVICES.toNanos();
            }
            if (now >= nextDatabase && postgres.works()) {
                kill(postgres);
                nextDatabase += BETWEEN_DATABASES.toNanos();
            }
        }
        for (Future<Void> start : starts) {
            start.get();
        }
        return killed;
    }

    private void kill(Victim victim) {
        starts.add(restarts.submit(victim.kill()));
        killed.merge(victim.name(), 1, Integer::sum);
    }
}
