package dev.tally.cli;

import dev.tally.access.CallerDirectory;
import dev.tally.ops.StartFailure;
import dev.tally.rollup.Rolled;
import dev.tally.rollup.Rolls;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;

/** Rolls what is pending, or rebuilds the account that the only argument names, and says what was done. */
public final class RollJob implements QuarkusApplication {
    private final Rolls rolls;
    private final CallerDirectory accounts;

    @Inject
    RollJob(Rolls rolls, CallerDirectory accounts) {
        this.rolls = rolls;
        this.accounts = accounts;
    }

    @Override
    public int run(String... arguments) {
        Rolled rolled = (arguments.length == 0 ? rolls.rollAll() : rebuild(arguments[0]))
                .await()
                .indefinitely();
        System.out.printf(
                "rolled %d events and %d units of work into %d cells%n",
                rolled.events(), rolled.units(), rolled.cells());
        return 0;
    }

    private Uni<Rolled> rebuild(String account) {
        return accounts.account(account)
                .map(found -> found.orElseThrow(() -> new StartFailure("there is no account \"" + account + "\"")))
                .chain(found -> rolls.rebuild(found.id()));
    }
}
