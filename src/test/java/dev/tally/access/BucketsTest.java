package dev.tally.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tally.http.Quota;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BucketsTest {
    private final Stopped time = new Stopped();
    private final Buckets<String> buckets = new Buckets<>(Rate.of("6/minute"), 100, time);

    /** A clock that tests move. */
    private static final class Stopped implements TimeMeter {
        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    @Test
    void asManyAsTheRateSaysMayComeAtOnceAndNoMore() {
        take("a", 6);

        assertFalse(buckets.take("a"));
        assertTrue(buckets.take("b"), "another key has a bucket of its own");
    }

    /** 6 in a minute are one in 10 seconds. */
    @Test
    void theyComeBackOneByOne() {
        take("a", 6);
        assertEquals(Duration.ofSeconds(10), buckets.untilOne("a"));

        time.nanos += Duration.ofSeconds(9).toNanos();
        assertFalse(buckets.take("a"));
        assertEquals(Duration.ofSeconds(1), buckets.untilOne("a"));

        time.nanos += Duration.ofSeconds(1).toNanos();
        assertTrue(buckets.take("a"));
        assertFalse(buckets.take("a"));
    }

    @Test
    void neverAreThereMoreThanTheRateSays() {
        take("a", 1);
        time.nanos += Duration.ofDays(1).toNanos();

        assertEquals(new Quota(6, 6, Duration.ZERO), buckets.quota("a"));
    }

    /** Of 6 ten were taken: 4 are owed, and a fifth has to come before there is one, at 10 seconds each. */
    @Test
    void aDebtIsPaidOffBeforeThereIsOneAgain() {
        buckets.charge("a", 10);

        assertEquals(new Quota(6, 0, Duration.ofSeconds(100)), buckets.quota("a"));
        assertEquals(Duration.ofSeconds(50), buckets.untilOne("a"));
        assertFalse(buckets.take("a"));

        time.nanos += Duration.ofSeconds(50).toNanos();
        assertEquals(Duration.ZERO, buckets.untilOne("a"));
        assertTrue(buckets.take("a"));
    }

    @Test
    void whatIsLeftIsSaid() {
        take("a", 2);

        assertEquals(new Quota(6, 4, Duration.ofSeconds(20)), buckets.quota("a"));
    }

    private void take(String key, int times) {
        for (int i = 0; i < times; i++) {
            assertTrue(buckets.take(key));
        }
    }
}
