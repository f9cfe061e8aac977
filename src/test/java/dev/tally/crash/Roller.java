package dev.tally.crash;

import dev.tally.testing.ServiceClient;
import dev.tally.testing.ServiceClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;

/** A scheduler that has the pending batches rolled. */
final class Roller implements Callable<Long> {
    private static final String PATH = "/v1/admin/roll";
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final Scene scene;
    private final Random random;

    Roller(Scene scene) {
        this.scene = scene;
        this.random = new Random(scene.seed() + 2);
    }

    /** Returns how often the service did what it was asked to. */
    @Override
    public Long call() throws InterruptedException {
        long rolls = 0;
        while (!scene.isOver()) {
            try {
                rolls += roll(scene.anyService(random)).isOk() ? 1 : 0;
            } catch (IOException e) {
                // Killed: the next one will.
            }
            scene.pause(PAUSE);
        }
        return rolls;
    }

    Answer roll(ServiceClient service) throws IOException {
        return service.as(scene.administratorKey()).post(PATH, "application/json", new byte[0]);
    }
}
