package dev.tally.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses to read more than so many bytes, with a {@link FailureException}. */
final class LimitedInputStream extends FilterInputStream {
    private final long mostBytes;
    private long read;

    LimitedInputStream(InputStream in, long mostBytes) {
        super(in);
        this.mostBytes = mostBytes;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int more) {
        read += more;
        if (read > mostBytes) {
            throw new FailureException(FailureKind.TOO_LARGE, "the body is larger than " + mostBytes + " bytes");
        }
    }
}
