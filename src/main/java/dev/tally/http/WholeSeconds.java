package dev.tally.http;

import java.time.Duration;

/** Times in headers: whoever waits for so long has waited long enough. */
public final class WholeSeconds {
    private WholeSeconds() {}

    /** Rounded up. */
    public static long of(Duration time) {
        return time.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
