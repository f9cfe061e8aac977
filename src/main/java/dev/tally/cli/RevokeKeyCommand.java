package dev.tally.cli;

import dev.tally.account.AccountKeys;
import dev.tally.ops.DatabaseStart;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Revokes an API key. */
@Unremovable
@Dependent
@Command(
        name = "revoke",
        description = "Revoke an API key: it is good for nothing any more, on every instance at once.")
class RevokeKeyCommand extends DatabaseCommand {
    @Option(names = "--account", required = true, paramLabel = "<account>", description = "Its id or external id.")
    String account;

    @Parameters(paramLabel = "<id>", description = "The key's id, as list shows it.")
    UUID key;

    @Inject
    DatabaseStart database;

    @Inject
    NamedAccounts accounts;

    @Inject
    AccountKeys keys;

    @Override
    public Integer call() {
        database.once();
        await(accounts.id(account).chain(id -> keys.revoke(id, key)));
        System.out.println("revoked key " + key);
        return DONE;
    }
}
