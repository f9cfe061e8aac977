package dev.tally.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come. */
final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Patience() {}

    static void until(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(LONGEST);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("it did not come");
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
