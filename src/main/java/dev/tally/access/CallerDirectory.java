package dev.tally.access;

import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What is stored about those who call. Every answer is as of now, so that a revocation counts at once everywhere. */
public interface CallerDirectory {
    /** The API key with this secret, revoked and expired ones included. */
    Uni<Optional<StoredKey>> key(SecretHash secret);

    /**
     * The account of a token and its holder's place in it.
     *
     * @param account the account's id or external id
     * @param email the holder's, if the token says
     */
    Uni<Optional<Membership>> membership(String account, Optional<String> email);

    /** The account with this id or external id. */
    Uni<Optional<Account>> account(String idOrExternalId);

    /** Notes that a key was used. */
    Uni<Void> keyUsed(UUID accountId, UUID keyId, Instant at);
}
