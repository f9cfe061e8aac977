package dev.tally.access;

import dev.tally.model.Caller;
import dev.tally.model.Role;
import dev.tally.model.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds out who presents a JSON Web Token. */
@Singleton
class TokenAuthenticator {
    private final TokenVerifier verifier;
    private final CallerDirectory directory;

    TokenAuthenticator(TokenVerifier verifier, CallerDirectory directory) {
        this.verifier = verifier;
        this.directory = directory;
    }

    Uni<Caller> authenticate(Credential.Token token) {
        return verifier.verify(token).chain(claims -> directory
                .membership(claims.account(), claims.email())
                .map(found -> caller(claims, found.orElseThrow(Credential::invalid))));
    }

    /** The account's own record of a person outranks what the issuer of the token says. */
    private static Caller caller(TokenClaims claims, Membership membership) {
        if (!membership.account().isTeam()) {
            return Caller.person(membership.account(), claims.email(), Optional.empty(), Set.of(Scope.values()));
        }
        Optional<Role> role = membership.role().or(() -> highest(claims.groups()));
        boolean administers = role.filter(Role::administers).isPresent();
        return Caller.person(
                membership.account(), claims.email(), role, administers ? Set.of(Scope.values()) : Set.of());
    }

    private static Optional<Role> highest(Set<String> groups) {
        return Arrays.stream(Role.values())
                .filter(role -> groups.contains(role.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
