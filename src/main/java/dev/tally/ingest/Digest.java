package dev.tally.ingest;

import dev.tally.http.DateTimes;
import dev.tally.http.Decimals;
import dev.tally.http.Sha256;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;

/**
 * Digests values one after the other, each with its length, so that no two sequences of values look the same. Not thread-safe.
 */
final class Digest {
    private static final int BYTES = 16;
    private static final int ABSENT = -1;
    private static final int TYPICAL_BYTES = 512;

    private static final byte[] ZERO = utf8("0");
    private static final byte[] TRUE = utf8("true");
    private static final byte[] FALSE = utf8("false");

    private final MessageDigest sha256 = Sha256.digest();
    private ByteBuffer sequence = ByteBuffer.allocate(TYPICAL_BYTES);

    Digest text(String value) {
        if (value == null) {
            length(ABSENT);
            return this;
        }
        return append(utf8(value));
    }

    Digest whole(Long value) {
        return value != null && value == 0 ? append(ZERO) : text(value == null ? null : value.toString());
    }

    /** By value: 1.0 is 1. */
    Digest decimal(BigDecimal value) {
        return value.signum() == 0 ? append(ZERO) : text(Decimals.plain(value).toPlainString());
    }

    Digest instant(Instant value) {
        return text(value == null ? null : DateTimes.text(value));
    }

    Digest flag(boolean value) {
        return append(value ? TRUE : FALSE);
    }

    /** The digest; the next value begins another one. */
    byte[] bytes() {
        sha256.update(sequence.flip());
        sequence.clear();
        return Arrays.copyOf(sha256.digest(), BYTES);
    }

    private Digest append(byte[] value) {
        length(value.length);
        ensureRoom(value.length);
        sequence.put(value);
        return this;
    }

    /** Four bytes, the highest first. */
    private void length(int length) {
        ensureRoom(Integer.BYTES);
        sequence.putInt(length);
    }

    private void ensureRoom(int bytes) {
        if (sequence.remaining() < bytes) {
            int capacity = Math.max(2 * sequence.capacity(), sequence.position() + bytes);
            sequence = ByteBuffer.allocate(capacity).put(sequence.flip());
        }
    }

    private static byte[] utf8(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
