package dev.tally.cli;

import dev.tally.account.AccountKeys;
import dev.tally.account.KeyView;
import dev.tally.ops.DatabaseStart;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists API keys. */
@Unremovable
@Dependent
@Command(
        name = "list",
        description = "List the API keys that are not revoked, the oldest first, without their secrets.")
class ListKeysCommand extends DatabaseCommand {
    private static final String ROW = "%-36s  %-12s  %-18s  %-20s  %-20s  %s%n";

    @Option(names = "--account", required = true, paramLabel = "<account>", description = "Its id or external id.")
    String account;

    @Inject
    DatabaseStart database;

    @Inject
    NamedAccounts accounts;

    @Inject
    AccountKeys keys;

    @Override
    public Integer call() {
        database.once();
        System.out.printf(ROW, "ID", "PREFIX", "SCOPES", "LAST USED", "EXPIRES", "NAME");
        await(accounts.id(account).chain(keys::list)).forEach(ListKeysCommand::print);
        return DONE;
    }

    private static void print(KeyView key) {
        System.out.printf(
                ROW,
                key.id(),
                key.prefix(),
                String.join(",", key.scopes()),
                key.lastUsedAt() == null ? "never" : key.lastUsedAt(),
                key.expiresAt() == null ? "never" : key.expiresAt(),
                key.email() == null ? key.name() : key.name() + " (" + key.email() + ")");
    }
}
