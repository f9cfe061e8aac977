package dev.tally;

import dev.tally.cli.FailureLine;
import dev.tally.cli.RollCommand;
import dev.tally.cli.ServeCommand;
import dev.tally.cli.TokenCommand;
import dev.tally.cli.UsageError;
import dev.tally.ops.LocalSettings;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.Clock;
import java.util.List;

/** The program: its first argument is a command, {@code serve} if there is none. */
@QuarkusMain
public final class Tally {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final String HELP = """
            Usage: tally [command]

            serve   run the service (also without a command)
            roll    add pending events to the cells that summaries are read from, and end: for schedulers, where
                    TALLY_ROLL_AUTOMATIC=false keeps the service from doing it by itself
            rebuild drop the cells of an account and roll them again from its events, and end
                    --account id or external id
            token   print a development token that the demo on the same data folder trusts
                    [--account demo-team] [--email ada@example.com] [--groups admin,...] [--minutes 60]

            Settings are environment variables:
            TALLY_DATABASE_URL   postgresql://user:password@host:5432/database; default: an embedded PostgreSQL
            TALLY_DATA_DIR       where that one and the demo's keys are kept; default: .tally
            TALLY_ADMIN_KEY      the first administrator's key, at least 32 characters
            TALLY_PORT           the HTTP port; default: 8080
            TALLY_DEMO           true: with a demo account and development tokens
            """;

    private Tally() {}

    /** Ends the process with code 1 if the command fails, 2 if the arguments make no sense. */
    public static void main(String... arguments) {
        try {
            run(List.of(arguments));
        } catch (UsageError e) {
            System.err.println("tally: " + e.getMessage());
            System.exit(MISUSED);
        } catch (RuntimeException e) {
            FailureLine.print(e);
            System.exit(FAILED);
        }
    }

    private static void run(List<String> arguments) {
        String command = arguments.isEmpty() ? "serve" : arguments.get(0);
        List<String> rest = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        switch (command) {
            case "serve" -> ServeCommand.run(rest);
            case "token" ->
                System.out.println(new TokenCommand(LocalSettings.read().dataDir(), Clock.systemUTC()).run(rest));
            case "roll" -> RollCommand.roll(rest);
            case "rebuild" -> RollCommand.rebuild(rest);
            case "help", "--help", "-h" -> System.out.print(HELP);
            default -> throw new UsageError("there is no command \"" + command + "\"; --help lists them");
        }
    }
}
