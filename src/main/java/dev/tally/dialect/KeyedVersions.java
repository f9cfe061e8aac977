package dev.tally.dialect;

import dev.tally.access.SecretHash;
import dev.tally.access.StoredKey;
import dev.tally.query.UsageVersion;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Looks up at once what a request that came before depends on: its key, and the version of the usage it asks about. */
public interface KeyedVersions {
    /**
     * Both as of one moment, with everything committed so far.
     *
     * @param key of this account with the given secret, revoked and expired ones included; empty where it has none
     */
    record KeyedVersion(Optional<StoredKey> key, UsageVersion version) {}

    /** A key of an account and the version of the account's usage at the instant {@code now}. */
    Uni<KeyedVersion> of(UUID accountId, SecretHash secret, Instant now);
}
