package dev.tally.account;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids that sort by the time at which they were made: UUIDs of version 7, RFC 9562, section 5.7. */
final class TimeOrderedIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private TimeOrderedIds() {}

    static UUID next(Instant now) {
        SecureRandom random = new SecureRandom();
        long high = now.toEpochMilli() << 16 | VERSION_7 | random.nextInt(1 << 12);
        long low = VARIANT | random.nextLong() >>> 2;
        return new UUID(high, low);
    }
}
