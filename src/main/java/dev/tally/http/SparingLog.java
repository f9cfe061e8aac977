package dev.tally.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Warns once a second of what may befall thousands of requests, and says how many there were. */
final class SparingLog {
    private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();

    private final Logger log;
    private final AtomicLong next = new AtomicLong(System.nanoTime());
    private final AtomicLong leftOut = new AtomicLong();

    SparingLog(Logger log) {
        this.log = log;
    }

    void warn(String message) {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PERIOD_NANOS)) {
            log.warnf("%s (%d more like this since the last time)", message, leftOut.getAndSet(0));
        } else {
            leftOut.incrementAndGet();
            log.debug(message);
        }
    }
}
