package dev.tally.dialect;

import dev.tally.http.WeakEntityTag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A summary as it is sent. */
final class Answer {
    /** Shorter ones fit into a packet or two as they are. */
    private static final int WORTH_GZIP_BYTES = 1400;

    /** So much can be compressed where requests are served: it takes a millisecond or two. */
    private static final int SOON_GZIPPED_BYTES = 64 * 1024;

    private static final byte[] NOT_WORTH_IT = {};

    private final WeakEntityTag tag;
    private final byte[] body;

    /** Null until somebody takes it. */
    private volatile byte[] gzipped;

    private Answer(WeakEntityTag tag, byte[] body) {
        this.tag = tag;
        this.body = body;
    }

    /**
     * Of a summary that was just computed, where that took place: long ones on a thread that may take long.
     *
     * @param body JSON, which nobody changes from now on
     * @param takenGzipped whether whoever it was computed for takes it compressed
     */
    static Answer of(WeakEntityTag tag, byte[] body, boolean takenGzipped) {
        Answer answer = new Answer(tag, body);
        if (takenGzipped && body.length > WORTH_GZIP_BYTES) {
            answer.gzipped = gzip(body);
        }
        return answer;
    }

    WeakEntityTag tag() {
        return tag;
    }

    /** Only to be read. */
    byte[] body() {
        return body;
    }

    /**
     * The body in the format of RFC 1952, only to be read. Empty where that is hardly worth it, and where it would take long and
     * was not done when the summary was computed.
     */
    Optional<byte[]> gzipped() {
        byte[] known = gzipped;
        if (known == null && isGzippedSoon()) {
            known = gzip(body);
            gzipped = known;
        }
        return Optional.ofNullable(known).filter(bytes -> bytes.length > 0);
    }

    /** How much memory it takes at most: the body in both forms. */
    int mostBytes() {
        if (isGzippedSoon()) {
            return body.length + body.length / 2;
        }
        return gzipped == null ? body.length : body.length + gzipped.length;
    }

    private boolean isGzippedSoon() {
        return body.length > WORTH_GZIP_BYTES && body.length <= SOON_GZIPPED_BYTES;
    }

    /** At most half as long. */
    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size() > body.length / 2 ? NOT_WORTH_IT : bytes.toByteArray();
    }
}
