package dev.tally.correction;

import dev.tally.model.Caller;
import java.util.Optional;
import java.util.UUID;

/**
 * Who changed an event.
 *
 * @param keyId the account's key that was used; empty but for {@link Kind#KEY}
 * @param email the person's, where the credential says who that is
 */
public record Author(Kind kind, Optional<UUID> keyId, Optional<String> email) {

    /** What a change was made with. */
    public enum Kind {
        /** The key of the service's administrator. */
        ADMINISTRATOR,
        /** A key of the account. */
        KEY,
        /** A JSON Web Token. */
        TOKEN
    }

    static Author of(Caller caller) {
        if (caller.administrator()) {
            return new Author(Kind.ADMINISTRATOR, Optional.empty(), Optional.empty());
        }
        return new Author(caller.keyId().isPresent() ? Kind.KEY : Kind.TOKEN, caller.keyId(), caller.email());
    }
}
