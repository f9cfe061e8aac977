package dev.tally.dialect;

import dev.tally.http.WeakEntityTag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** A summary as it is sent. */
final class Answer {
    /** Shorter ones fit into a packet or two as they are. */
    private static final int WORTH_GZIP_BYTES = 1400;

    /** So much can be compressed where requests are served: it takes a millisecond or two. */
    private static final int SOON_GZIPPED_BYTES = 64 * 1024;

    private final WeakEntityTag tag;
    private final byte[] body;
    private final Reply plain;

    /** Null until somebody takes it; {@link #plain} where it is hardly worth it. */
    private volatile Reply gzipped;

    private Answer(WeakEntityTag tag, byte[] body) {
        this.tag = tag;
        this.body = body;
        this.plain = Reply.plain(tag, body);
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
            answer.gzipped = answer.gzip();
        }
        return answer;
    }

    WeakEntityTag tag() {
        return tag;
    }

    /**
     * What a client is sent: compressed if it takes that, but for where it is hardly worth it, and where it would take long and
     * was not done when the summary was computed.
     */
    Reply reply(Wanted wanted) {
        if (!wanted.takesGzip()) {
            return plain;
        }
        Reply known = gzipped;
        if (known == null && isGzippedSoon()) {
            known = gzip();
            gzipped = known;
        }
        return known == null ? plain : known;
    }

    /** How much memory it takes at most: the body in both forms. */
    int mostBytes() {
        if (isGzippedSoon()) {
            return body.length + body.length / 2;
        }
        Reply other = gzipped;
        return other == null || other.equals(plain)
                ? body.length
                : body.length + other.body().orElseThrow().length;
    }

    private boolean isGzippedSoon() {
        return body.length > WORTH_GZIP_BYTES && body.length <= SOON_GZIPPED_BYTES;
    }

    /** Compressed to half its length at most, or else plain. */
    private Reply gzip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size() > body.length / 2 ? plain : Reply.gzipped(tag, bytes.toByteArray());
    }
}
