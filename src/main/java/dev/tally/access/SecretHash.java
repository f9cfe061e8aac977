package dev.tally.access;

import dev.tally.http.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The SHA-256 of a secret: all that is ever stored or compared. Secrets are long and random, so a slow password hash
 * would add nothing but a way to exhaust the service.
 */
public final class SecretHash {
    private final byte[] bytes;

    private SecretHash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static SecretHash of(String secret) {
        return new SecretHash(Sha256.of(secret));
    }

    /** The 32 bytes of the hash. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Takes the same time wherever the two differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SecretHash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes, 0, 4) + "…";
    }
}
