package dev.tally.access;

import dev.tally.model.Account;
import dev.tally.model.Role;
import dev.tally.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An API key as it is stored.
 *
 * @param email whose personal key it is; empty for a key of the account as a whole
 * @param role what that person is in the account's team now; empty for strangers to it
 * @param expiresAt from when on it is not accepted
 * @param lastUsedAt when it was last used, roughly
 */
public record StoredKey(
        UUID id,
        Account account,
        Set<Scope> scopes,
        Optional<String> email,
        Optional<Role> role,
        Optional<Instant> expiresAt,
        boolean revoked,
        Optional<Instant> lastUsedAt) {

    /** How exactly it is known when a key was last used. */
    private static final Duration USE_RESOLUTION = Duration.ofMinutes(1);

    public StoredKey {
        scopes = Set.copyOf(scopes);
    }

    /** Until when another use of it need not be noted; empty where none was noted yet. */
    public Optional<Instant> useNotedUntil() {
        return lastUsedAt.map(last -> last.plus(USE_RESOLUTION));
    }

    boolean isExpired(Instant now) {
        return expiresAt.filter(end -> !now.isBefore(end)).isPresent();
    }
}
