package dev.tally.cli;

import dev.tally.account.AccountKeys;
import dev.tally.account.MadeKeyView;
import dev.tally.account.NewKey;
import dev.tally.http.FailureException;
import dev.tally.ops.DatabaseStart;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes an API key. */
@Unremovable
@Dependent
@Command(
        name = "create",
        description = {
            "Make an API key, and print its secret this once: only a hash of it is kept.",
            "The secret alone goes to the standard output, so that a script can take it: KEY=$$(tally keys create ...)"
        })
class CreateKeyCommand extends DatabaseCommand {
    @Option(names = "--account", required = true, paramLabel = "<account>", description = "Its id or external id.")
    String account;

    @Option(names = "--name", required = true, paramLabel = "<name>", description = "What people know the key by.")
    String name;

    @Option(
            names = "--scopes",
            required = true,
            split = ",",
            paramLabel = "<scope>",
            description = "What the key may do: ingest, read, admin; several with commas.")
    List<String> scopes;

    @Option(
            names = "--email",
            paramLabel = "<address>",
            description = "Whose personal key it is; without it, it belongs to the account as a whole.")
    String email;

    @Option(
            names = "--expires",
            paramLabel = "<time>",
            description = "The end of its life: a date-time, or the last day.")
    String expires;

    @Inject
    DatabaseStart database;

    @Inject
    NamedAccounts accounts;

    @Inject
    AccountKeys keys;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        NewKey wanted = wanted();
        database.once();
        MadeKeyView made = await(accounts.id(account).chain(id -> keys.create(id, wanted)));
        System.err.println(
                "made key " + made.key().id() + " of account " + account + "; its secret is shown this once:");
        System.out.println(made.secret());
        return DONE;
    }

    private NewKey wanted() {
        try {
            return new NewKey(name, scopes, email, expires, null);
        } catch (FailureException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
