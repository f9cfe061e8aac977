package dev.tally.storage;

import dev.tally.access.StoredKey;
import dev.tally.query.UsageVersion;
import dev.tally.query.UsageVersion.Credits;
import java.time.Instant;
import java.util.Objects;

/**
 * A key as it was read, and what its account had been granted by then. All of it is still so while the account's revision is the
 * same, in the same store, and time changes nothing of it.
 *
 * @param store as in a {@link UsageVersion}
 * @param readAt the instant for which it was read
 */
record KnownKey(StoredKey key, Credits credits, String store, long revision, Instant readAt) {

    /** Whether time has changed nothing of it at the instant {@code now}, and its use needs no note then. */
    boolean holdsAt(Instant now) {
        return !now.isBefore(readAt)
                && key.useNotedUntil().filter(now::isBefore).isPresent()
                && credits.nextExpiry().map(now::isBefore).orElse(true);
    }

    /** @param revisionNow null where nobody counts */
    boolean isStillSo(String storeNow, Long revisionNow) {
        return storeNow.equals(store) && Objects.equals(revisionNow, revision);
    }
}
