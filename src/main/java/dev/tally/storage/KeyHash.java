package dev.tally.storage;

import dev.tally.http.Sha256;
import java.nio.ByteBuffer;
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
        ByteBuffer digest = ByteBuffer.wrap(Sha256.of(value));
        return new UUID(digest.getLong(), digest.getLong());
    }
}
