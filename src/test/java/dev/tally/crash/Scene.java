package dev.tally.crash;

import dev.tally.testing.ServiceClient;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/** What posters, readers, the roller and the killer share. */
record Scene(
        long seed,
        List<ServiceClient> services,
        String accountKey,
        String administratorKey,
        Ledger ledger,
        AtomicBoolean over) {

    boolean isOver() {
        return over.get();
    }

    /** After this, clients finish what they have begun. */
    void end() {
        over.set(true);
    }

    ServiceClient anyService(Random random) {
        return services.get(random.nextInt(services.size()));
    }

    /** Returns early when the scene is over. */
    void pause(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        while (!isOver() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
    }
}
