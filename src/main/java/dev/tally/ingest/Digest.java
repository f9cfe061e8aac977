package dev.tally.ingest;

import dev.tally.http.Decimals;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;

/** Digests values one after the other, each with its length, so that no two sequences of values look the same. */
final class Digest {
    private static final int BYTES = 16;
    private static final int ABSENT = -1;
    private static final int TYPICAL_BYTES = 512;

    private final ByteBuf sequence = Unpooled.buffer(TYPICAL_BYTES);

    Digest text(String value) {
        if (value == null) {
            sequence.writeInt(ABSENT);
            return this;
        }
        int length = sequence.writerIndex();
        sequence.writeInt(ABSENT);
        sequence.setInt(length, sequence.writeCharSequence(value, StandardCharsets.UTF_8));
        return this;
    }

    Digest whole(Long value) {
        return text(value == null ? null : value.toString());
    }

    /** By value: 1.0 is 1. */
    Digest decimal(BigDecimal value) {
        return text(Decimals.plain(value).toPlainString());
    }

    Digest instant(Instant value) {
        return text(value == null ? null : value.toString());
    }

    Digest flag(boolean value) {
        return text(Boolean.toString(value));
    }

    byte[] bytes() {
        MessageDigest sha256 = sha256();
        sha256.update(sequence.array(), sequence.arrayOffset(), sequence.readableBytes());
        return Arrays.copyOf(sha256.digest(), BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
