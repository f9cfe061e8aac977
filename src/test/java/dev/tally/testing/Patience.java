package dev.tally.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come. */
public final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    private Patience() {}

    /**
     * Looks again and again until the condition is met.
     *
     * @throws AssertionError when half a minute has passed
     */
    public static void until(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(LONGEST);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("it did not come");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
