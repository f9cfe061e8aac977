package dev.tally.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against the examples that NIST publishes for FIPS 180-4. */
final class Sha256Test {
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String OF_TWO_BLOCKS = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
    private static final String TWO_BLOCKS = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

    @Test
    void oneDigestHasNothingOfAnother() {
        for (int i = 0; i < 3; i++) {
            assertEquals(OF_ABC, HexFormat.of().formatHex(Sha256.of("abc")));
            assertEquals(OF_TWO_BLOCKS, HexFormat.of().formatHex(Sha256.of(TWO_BLOCKS)));
        }
    }

    @Test
    void manyThreadsMayDigestAtOnce() {
        IntStream.range(0, 10_000)
                .parallel()
                .forEach(i -> assertEquals(
                        i % 2 == 0 ? OF_ABC : OF_TWO_BLOCKS,
                        HexFormat.of().formatHex(Sha256.of(i % 2 == 0 ? "abc" : TWO_BLOCKS))));
    }

    @Test
    void textIsDigestedAsUtf8() {
        assertArrayEquals(Sha256.of("Zürich €".getBytes(StandardCharsets.UTF_8)), Sha256.of("Zürich €"));
    }

    @Test
    void whatComesPieceByPieceHasTheSameDigest() {
        var digest = Sha256.digest();
        digest.update(new byte[] {'a', 'b'});
        digest.update((byte) 'c');
        assertEquals(OF_ABC, HexFormat.of().formatHex(digest.digest()));
    }
}
