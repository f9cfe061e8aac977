package dev.tally.storage;

import dev.tally.model.CellKey;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Stands for the values of a cell's key, whose length has no limit that an index could bear: the first half of the SHA-256
 * of each value's length and UTF-8 bytes, with a length of -1 for null.
 */
final class CellKeyHash {
    private static final int BYTES = 16;

    private CellKeyHash() {}

    static Buffer of(CellKey key) {
        Buffer content = Buffer.buffer();
        for (String value : key.values()) {
            if (value == null) {
                content.appendInt(-1);
            } else {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                content.appendInt(bytes.length).appendBytes(bytes);
            }
        }
        return Buffer.buffer(sha256().digest(content.getBytes())).getBuffer(0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
