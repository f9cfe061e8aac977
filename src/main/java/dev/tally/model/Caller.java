package dev.tally.model;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who a request acts for, once its credentials have been verified.
 *
 * @param account the account acted on; empty only for the service's administrator who has not named one
 * @param email the person behind the request; empty for a key that belongs to the account itself
 * @param role the person's role in a team account; empty for account keys, solo users and the administrator
 * @param scopes what the credential may be used for
 * @param keyId the account's key that the request came with; empty for tokens and the administrator
 * @param administrator whether this is the service's own administrator, who may act on every account
 */
public record Caller(
        Optional<Account> account,
        Optional<String> email,
        Optional<Role> role,
        Set<Scope> scopes,
        Optional<UUID> keyId,
        boolean administrator) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** A key without an e-mail: it acts for the account as a whole. */
    public static Caller accountKey(Account account, Set<Scope> scopes) {
        return new Caller(Optional.of(account), Optional.empty(), Optional.empty(), scopes, Optional.empty(), false);
    }

    /** A person, by a token or a personal key; {@code role} is empty in a solo account and for strangers to the team. */
    public static Caller person(Account account, Optional<String> email, Optional<Role> role, Set<Scope> scopes) {
        return new Caller(Optional.of(account), email, role, scopes, Optional.empty(), false);
    }

    /** The service's administrator, acting on the account that the request names, if it names one. */
    public static Caller administrator(Optional<Account> account) {
        return new Caller(account, Optional.empty(), Optional.empty(), Set.of(Scope.values()), Optional.empty(), true);
    }

    /** The same caller, by this key. */
    public Caller withKey(UUID id) {
        return new Caller(account, email, role, scopes, Optional.of(id), administrator);
    }

    public boolean has(Scope scope) {
        return scopes.contains(scope);
    }
}
