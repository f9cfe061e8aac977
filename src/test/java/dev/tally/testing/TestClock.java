package dev.tally.testing;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The clock of the service under test: it runs with the machine's until a test stops it. A test that does so lets it run
 * again afterwards. Tokens are verified by the machine's clock whatever this one says.
 */
@Singleton
public class TestClock extends Clock {
    private volatile Instant stoppedAt;

    @Override
    public Instant instant() {
        Instant stopped = stoppedAt;
        return stopped != null ? stopped : Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** Stops the clock at a time. */
    public void stopAt(Instant time) {
        stoppedAt = time;
    }

    /** Stops the clock some time after what it shows. */
    public void advance(Duration duration) {
        stopAt(instant().plus(duration));
    }

    /** Lets the clock run with the machine's again. */
    public void run() {
        stoppedAt = null;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }
}
