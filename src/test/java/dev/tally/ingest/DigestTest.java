package dev.tally.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against SHA-256 over the same values, each after its length in four bytes, as far as it is kept. */
class DigestTest {
    private static final int KEPT_BYTES = 16;

    private final Digest digest = new Digest();

    @Test
    void manyValues() throws Exception {
        requireDigest(Collections.nCopies(300, "some text"));
    }

    @Test
    void aLongValue() throws Exception {
        requireDigest(List.of("short", "é".repeat(5000), "after"));
    }

    @Test
    void eachDigestBeginsAnew() throws Exception {
        requireDigest(List.of("one"));
        requireDigest(List.of("another"));
    }

    private void requireDigest(List<String> values) throws IOException, NoSuchAlgorithmException {
        values.forEach(digest::text);

        assertArrayEquals(naive(values), digest.bytes());
    }

    private static byte[] naive(List<String> values) throws IOException, NoSuchAlgorithmException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        for (String value : values) {
            data.writeInt(value.getBytes(UTF_8).length);
            data.write(value.getBytes(UTF_8));
        }
        return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()), KEPT_BYTES);
    }
}
