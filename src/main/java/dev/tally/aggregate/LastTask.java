package dev.tally.aggregate;

import java.time.Instant;
import java.util.Optional;

/**
 * When the last task of a group started.
 *
 * <p>A maximum cannot be taken back when the task that it came from turns out to have started earlier. It then is a bound
 * that is no longer sure, and whoever needs the moment must look at the tasks. Not thread-safe.
 */
final class LastTask {
    private static final long NEVER = Long.MIN_VALUE;

    /** In microseconds since 1970, as everything here. */
    private long bound = NEVER;

    private boolean sure = true;
    private long added = NEVER;
    private long removed = NEVER;

    void add(Instant startedAt) {
        added = Math.max(added, micros(startedAt));
    }

    void remove(Instant startedAt) {
        removed = Math.max(removed, micros(startedAt));
    }

    /** Merges what another knew when it was written. */
    void merge(long otherBound, boolean otherSure) {
        if (otherBound > bound) {
            bound = otherBound;
            sure = otherSure;
        } else if (otherBound == bound) {
            sure |= otherSure;
        }
    }

    void merge(LastTask other) {
        merge(other.bound, other.sure);
        added = Math.max(added, other.added);
        removed = Math.max(removed, other.removed);
    }

    boolean isSure() {
        return added >= bound || (sure && removed < bound);
    }

    long micros() {
        return Math.max(bound, added);
    }

    Optional<Instant> instant() {
        return micros() == NEVER ? Optional.empty() : Optional.of(instant(micros()));
    }

    static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1000);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
    }
}
