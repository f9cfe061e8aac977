package dev.tally.access;

import dev.tally.http.FailureException;
import dev.tally.http.FreshReads;
import dev.tally.model.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds out who presents a key. Requests with the same key share the look-ups that start after they came, so that a busy key
 * costs few of them and one that is revoked is refused from the next request on.
 */
@Singleton
public class KeyAuthenticator {
    private final AdministratorKey administrator;
    private final FreshReads<SecretHash, Optional<StoredKey>> keys;
    private final KeyUse keyUse;

    KeyAuthenticator(AdministratorKey administrator, CallerDirectory directory, KeyUse keyUse) {
        this.administrator = administrator;
        this.keys = new FreshReads<>(directory::key);
        this.keyUse = keyUse;
    }

    /**
     * Who holds the key with this secret at the instant {@code now}.
     *
     * <p>Fails with a {@link FailureException} where there is no such key, or it is revoked or expired.
     */
    public Uni<Caller> authenticate(SecretHash secret, Instant now) {
        if (administrator.is(secret)) {
            return Uni.createFrom().item(Caller.administrator(Optional.empty()));
        }
        return keys.read(secret).map(found -> caller(found, now));
    }

    /**
     * Who holds a key that was looked up, at the instant {@code now}. An unknown key and a revoked one get the same answer
     * after the same work.
     *
     * @throws FailureException as {@link #authenticate} fails
     */
    public Caller caller(Optional<StoredKey> found, Instant now) {
        StoredKey key = found.filter(candidate -> !candidate.revoked()).orElseThrow(Credential::invalid);
        if (key.isExpired(now)) {
            throw Credential.expired();
        }
        keyUse.note(key, now);
        Caller caller = key.email().isEmpty()
                ? Caller.accountKey(key.account(), key.scopes())
                : Caller.person(key.account(), key.email(), key.role(), key.scopes());
        return caller.withKey(key.id());
    }
}
