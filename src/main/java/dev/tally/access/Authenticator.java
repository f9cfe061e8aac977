package dev.tally.access;

import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.model.Account;
import dev.tally.model.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Finds out who a request acts for: the holder of its first credential, if all of them are good and agree. */
@Singleton
class Authenticator {
    private final KeyAuthenticator keys;
    private final TokenAuthenticator tokens;

    Authenticator(KeyAuthenticator keys, TokenAuthenticator tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    Uni<Caller> authenticate(List<Credential> credentials, Instant now) {
        if (credentials.isEmpty()) {
            throw new FailureException(FailureKind.MISSING_CREDENTIAL, "Authentication is required");
        }
        Uni<Caller> caller = authenticate(credentials.get(0), now);
        for (Credential further : credentials.subList(1, credentials.size())) {
            caller = caller.call(first -> authenticate(further, now).invoke(second -> requireSame(first, second)));
        }
        return caller;
    }

    private Uni<Caller> authenticate(Credential credential, Instant now) {
        return credential instanceof Credential.Token token
                ? tokens.authenticate(token)
                : keys.authenticate(SecretHash.of(((Credential.Key) credential).secret()), now);
    }

    private static void requireSame(Caller first, Caller second) {
        boolean sameAccount =
                first.account().map(Account::id).equals(second.account().map(Account::id));
        if (!sameAccount) {
            throw Credential.invalid();
        }
    }
}
