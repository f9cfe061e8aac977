package dev.tally.cli;

import dev.tally.ops.LocalSettings;
import dev.tally.ops.StartFailure;
import java.util.List;
import java.util.Set;

/** Rolls without serving: for schedulers on platforms that give a service no time between requests, and for operators. */
public final class RollCommand {
    private RollCommand() {}

    /**
     * Rolls everything that is pending, of all accounts.
     *
     * @param arguments none are allowed
     * @throws UsageError if there are some
     * @throws StartFailure if what comes before Quarkus fails; what fails later ends the process
     */
    public static void roll(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new UsageError("roll takes no arguments: it rolls all accounts");
        }
        run();
    }

    /**
     * Drops the cells of an account and rolls them again.
     *
     * @param arguments {@code --account} and the account's id or external id
     * @throws UsageError if they are something else
     * @throws StartFailure if what comes before Quarkus fails; what fails later ends the process
     */
    public static void rebuild(List<String> arguments) {
        run(Options.parse(arguments, Set.of("account"))
                .text("account")
                .orElseThrow(() -> new UsageError("rebuild needs --account and its id or external id")));
    }

    /** Without a port: the service may be running beside it. */
    private static void run(String... arguments) {
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("tally.roll.automatic", "false");
        Service.run(LocalSettings.read(), RollJob.class, arguments);
    }
}
