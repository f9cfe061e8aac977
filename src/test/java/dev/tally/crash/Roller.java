package dev.tally.crash;

import dev.tally.testing.ServiceClient;
import dev.tally.testing.ServiceClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** A scheduler that has the pending batches rolled. */
final class Roller implements Callable<Void> {
    private static final String PATH = "/v1/admin/roll";
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Scene scene;
    private final Random random;
    private final AtomicLong rolls;

    /** @param rolls counts how often the service did what it was asked to */
    Roller(Scene scene, AtomicLong rolls) {
        this.scene = scene;
        this.random = new Random(scene.seed() - 1);
        this.rolls = rolls;
    }

    @Override
    public Void call() throws InterruptedException {
        while (!scene.isOver()) {
            if (scene.ask(random, scene.administratorKey(), Roller::roll)
                    .filter(Answer::isOk)
                    .isPresent()) {
                rolls.incrementAndGet();
            }
            scene.pause(PAUSE);
        }
        return null;
    }

    /** @param service as its administrator */
    static Answer roll(ServiceClient service) throws IOException {
        return service.post(PATH, "application/json", new byte[0]);
    }
}
