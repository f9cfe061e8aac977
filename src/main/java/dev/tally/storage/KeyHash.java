package dev.tally.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Stands for a value of a cell's key, whose length has no limit that an index could bear: the first half of the SHA-256 of
 * its UTF-8 bytes.
 */
final class KeyHash {
    /** Of what has no value. */
    static final UUID NONE = new UUID(0, 0);

    /** None is greater, in the order of PostgreSQL. */
    static final UUID GREATEST = new UUID(-1, -1);

    private KeyHash() {}

    /** @param value null for none */
    static UUID of(String value) {
        if (value == null) {
            return NONE;
        }
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(value.getBytes(StandardCharsets.UTF_8)));
        return new UUID(digest.getLong(), digest.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
