package dev.tally.cli;

import dev.tally.access.CallerDirectory;
import dev.tally.model.Account;
import dev.tally.ops.StartFailure;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The accounts that commands name. */
@Singleton
class NamedAccounts {
    private final CallerDirectory directory;

    NamedAccounts(CallerDirectory directory) {
        this.directory = directory;
    }

    /** Fails with a {@link StartFailure} where there is none with this id or external id. */
    Uni<UUID> id(String idOrExternalId) {
        return directory.account(idOrExternalId).map(found -> found.map(Account::id)
                .orElseThrow(() -> new StartFailure("there is no account \"" + idOrExternalId + "\"")));
    }
}
