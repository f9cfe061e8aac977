package dev.tally.ingest;

import dev.tally.http.FailureException;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Bounds how many bytes of bodies the service holds at once, from when they are read until their events are stored, however
 * many clients send however slowly. What an event takes in memory beyond its bytes is bounded by their number.
 */
@Singleton
class BodyMemory {
    private static final int SHARE_OF_HEAP = 4;
    private static final int SHARE_OF_ACCOUNT = 2;

    private final IngestConfig config;
    private final long mostBytes;
    private final Map<UUID, Long> held = new HashMap<>();
    private long heldBytes;

    BodyMemory(IngestConfig config) {
        this.config = config;
        this.mostBytes = config.maxHeldSize()
                .map(size -> size.asLongValue())
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** What a new request of an account holds: nothing yet. */
    Share open(UUID account) {
        return new Share(account);
    }

    synchronized long heldBytes() {
        return heldBytes;
    }

    private synchronized boolean change(UUID account, long bytes) {
        long ofAccount = held.getOrDefault(account, 0L) + bytes;
        if (bytes > 0 && (heldBytes + bytes > mostBytes || ofAccount > mostBytes / SHARE_OF_ACCOUNT)) {
            return false;
        }
        heldBytes += bytes;
        if (ofAccount == 0) {
            held.remove(account);
        } else {
            held.put(account, ofAccount);
        }
        return true;
    }

    /** What one request holds; its body is read by one thread at a time. */
    final class Share {
        private final UUID account;
        private long bytes;

        private Share(UUID account) {
            this.account = account;
        }

        /**
         * Says how much the request holds now.
         *
         * @throws FailureException when that is too much at the moment; it holds what it held before
         */
        void hold(long newBytes) {
            if (!change(account, newBytes - bytes)) {
                throw FailureException.unavailable(
                        "more is being sent than can be held in memory; send this later", config.retryAfter());
            }
            bytes = newBytes;
        }

        void add(long moreBytes) {
            hold(bytes + moreBytes);
        }

        void release() {
            hold(0);
        }
    }
}
