package dev.tally.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** What can be wrong with a body as a whole, whatever it should say. */
final class BodyOddities {
    private static final byte[] BOMB = gzip(new byte[64 << 20]);
    private static final int DEEP = 100_000;

    /** What is sent in place of a good body, as what, and whether it may be taken. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Body(String what, Map<String, String> headers, byte[] bytes, Fate fate) {}

    private BodyOddities() {}

    /** Bodies that are not to be taken, made of a good one. */
    static List<Body> of(String json) {
        byte[] good = json.getBytes(UTF_8);
        byte[] packed = gzip(good);
        return List.of(
                json("no body", ""),
                json("only space", " \n\t "),
                json("a number", "42"),
                json("a text", "\"text\""),
                json("a literal", "true"),
                json("two values", json + json),
                json("a body that is cut off", json.substring(0, json.length() - 1)),
                json("rubbish after the body", json + "}"),
                json(
                        "a member that is given twice",
                        json.replaceFirst("\\{", "{\"name\":\"a\",\"name\":\"a\",\"id\":\"a\",\"id\":\"b\",")),
                json("deep arrays", "[".repeat(DEEP)),
                json("deep objects", "{\"a\":".repeat(DEEP)),
                json("a deep member", "{\"id\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
                json("comments", "/* a */" + json),
                json("a long name", "{\"" + "n".repeat(200_000) + "\":1}"),
                json("a long number", "{\"id\":" + "9".repeat(100_000) + "}"),
                body("NUL bytes", new byte[100]),
                body("bytes that are not UTF-8", ("{\"id\":\"\u00ff\"," + json.substring(1)).getBytes(ISO_8859_1)),
                body("overlong UTF-8", concatenated("{\"id\":\"", new byte[] {(byte) 0xC0, (byte) 0x80}, "\"}")),
                // Jackson finds out by itself.
                new Body(
                        "UTF-16",
                        Map.of("Content-Type", "application/json; charset=utf-16"),
                        json.getBytes(UTF_16),
                        Fate.EITHER),
                as("another media type", "text/plain", good),
                as("a form", "application/x-www-form-urlencoded", "id=1&name=a".getBytes(UTF_8)),
                as("parts", "multipart/form-data; boundary=x", "--x\r\n\r\na\r\n--x--".getBytes(UTF_8)),
                as("no media type at all", "nonsense", good),
                encoded("a gzip bomb", "gzip", BOMB),
                encoded("gzip that is cut off", "gzip", Arrays.copyOf(packed, packed.length / 2)),
                encoded("gzip without its end", "gzip", Arrays.copyOf(packed, packed.length - 4)),
                encoded("what is not gzip", "gzip", good),
                encoded("gzip twice", "gzip", gzip(packed)),
                encoded("an unknown encoding", "br", good),
                encoded("several encodings", "gzip, gzip", packed));
    }

    static byte[] gzip(byte[] content) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
            gzip.finish();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Body json(String what, String text) {
        return body(what, text.getBytes(UTF_8));
    }

    private static Body body(String what, byte[] bytes) {
        return as(what, "application/json", bytes);
    }

    private static Body as(String what, String type, byte[] bytes) {
        return new Body(what, Map.of("Content-Type", type), bytes, Fate.REFUSED);
    }

    private static Body encoded(String what, String encoding, byte[] bytes) {
        return new Body(
                what, Map.of("Content-Type", "application/json", "Content-Encoding", encoding), bytes, Fate.REFUSED);
    }

    private static byte[] concatenated(String before, byte[] odd, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(UTF_8));
        bytes.writeBytes(odd);
        bytes.writeBytes(after.getBytes(UTF_8));
        return bytes.toByteArray();
    }
}
