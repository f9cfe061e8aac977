package dev.tally.cli;

import dev.tally.ops.DatabaseStart;
import dev.tally.rollup.Rolls;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the cells of an account anew. */
@Unremovable
@Dependent
@Command(
        name = "rebuild",
        description = {
            "Drop the cells of an account, roll them again from its events, and end.",
            "In one transaction: whoever asks meanwhile is answered from the old cells."
        })
class RebuildCommand extends DatabaseCommand {
    @Option(names = "--account", required = true, paramLabel = "<account>", description = "Its id or external id.")
    String account;

    @Inject
    DatabaseStart database;

    @Inject
    NamedAccounts accounts;

    @Inject
    Rolls rolls;

    @Override
    public Integer call() {
        database.once();
        RollCommand.print(await(accounts.id(account).chain(rolls::rebuild)));
        return DONE;
    }
}
