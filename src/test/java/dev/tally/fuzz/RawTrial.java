package dev.tally.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Bytes that no HTTP client would send, and how the service may answer.
 *
 * @param statuses of the answer; {@link #CLOSED} where the connection may be closed without one
 * @param target whose API's format a refusal has; empty where nobody can know what was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record RawTrial(String what, byte[] bytes, Set<Integer> statuses, String target) {
    static final int CLOSED = 0;
    private static final int SHOWN = 300;

    RawTrial(String what, byte[] bytes, Set<Integer> statuses, String target) {
        this.what = what;
        this.bytes = bytes.clone();
        this.statuses = new TreeSet<>(statuses);
        this.target = target;
    }

    @Override
    public String toString() {
        byte[] shown = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN));
        return what + ", must be " + statuses + ": " + new String(shown, ISO_8859_1);
    }
}
