package dev.tally.crash;

import dev.tally.testing.PackagedService;
import dev.tally.testing.ProcessMemory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** Looks at the memory of the services every few seconds. */
final class MemoryWatch implements Callable<MemoryWatch.Seen> {
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Scene scene;
    private final List<PackagedService> services;

    MemoryWatch(Scene scene, List<PackagedService> services) {
        this.scene = scene;
        this.services = services;
    }

    /**
     * Resident memory of both services together, in MiB.
     *
     * @param start after they have warmed up
     */
    record Seen(double start, double most, double end) {}

    @Override
    public Seen call() throws InterruptedException {
        scene.pause(WARM_UP);
        double start = now(0);
        double most = start;
        double last = start;
        while (!scene.isOver()) {
            last = now(last);
            most = Math.max(most, last);
            scene.pause(PAUSE);
        }
        return new Seen(start, most, last);
    }

    /** Where one of them is not running, what was seen before. */
    private double now(double before) {
        try {
            double sum = 0;
            for (PackagedService service : services) {
                sum += ProcessMemory.of(service.pid()).residentMib();
            }
            return sum;
        } catch (IOException e) {
            return before;
        }
    }
}
