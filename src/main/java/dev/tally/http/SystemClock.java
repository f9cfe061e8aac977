package dev.tally.http;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The clock that everything asks for "now", in UTC; tests put their own in its place. */
class SystemClock {
    /** What the database can keep. */
    private static final Duration MICROSECOND = Duration.ofNanos(1000);

    @Produces
    @Singleton
    @DefaultBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), MICROSECOND);
    }
}
