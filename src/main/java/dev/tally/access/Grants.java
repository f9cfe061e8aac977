package dev.tally.access;

import dev.tally.model.Account;
import dev.tally.model.Caller;
import dev.tally.model.Role;
import dev.tally.model.Scope;

/** Which callers have a permission, on the account that they act for. */
final class Grants {
    private Grants() {}

    static boolean allow(Caller caller, Permission permission) {
        return switch (permission) {
            case INGEST -> caller.has(Scope.INGEST);
            case READ_USAGE -> caller.has(Scope.READ) && speaksForAccount(caller);
            case ADMINISTER_ACCOUNT -> caller.has(Scope.ADMIN) && speaksForAccount(caller);
            case ADMINISTER_SERVICE -> caller.administrator();
        };
    }

    /** In a team a person must be its owner or an admin; a key without a person speaks for the account itself. */
    private static boolean speaksForAccount(Caller caller) {
        boolean inTeam = caller.account().filter(Account::isTeam).isPresent();
        boolean person = caller.email().isPresent() || caller.role().isPresent();
        return !inTeam || !person || caller.role().filter(Role::administers).isPresent();
    }
}
