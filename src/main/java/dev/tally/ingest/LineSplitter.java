package dev.tally.ingest;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Cuts a stream of bytes into lines. Of a line that is too long, one byte more than allowed is kept. */
final class LineSplitter {
    private final int longest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param longest in bytes */
    LineSplitter(int longest) {
        this.longest = longest;
    }

    /** The lines that end in these bytes. */
    List<byte[]> feed(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int end = lineEnd(bytes, start); end < bytes.length; end = lineEnd(bytes, start)) {
            append(bytes, start, end);
            lines.add(rest());
            start = end + 1;
        }
        append(bytes, start, bytes.length);
        return lines;
    }

    /** How much came after the last line's end. */
    int pendingBytes() {
        return line.size();
    }

    /** What came after the last line's end. */
    byte[] rest() {
        byte[] rest = line.toByteArray();
        line.reset();
        return rest;
    }

    /** A loop by itself: with more in it the compiler makes it slower. */
    private static int lineEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private void append(byte[] bytes, int from, int to) {
        int room = longest + 1 - line.size();
        line.write(bytes, from, Math.min(room, to - from));
    }
}
