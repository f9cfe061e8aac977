package dev.tally.cli;

import dev.tally.http.PassingFailures;
import dev.tally.ops.LocalSettings;
import io.quarkus.arc.Arc;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Finds the command that the arguments mean, and what has to be started for it. */
public final class Commands {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Commands() {}

    /** Ends the process with code 1 if the command fails, 2 if the arguments make no sense. */
    public static void run(String... arguments) {
        try {
            if (arguments.length == 0) {
                new ServeCommand().run();
            } else {
                run(CommandLine.defaultFactory(), arguments);
            }
        } catch (ParameterException e) {
            System.err.println("tally: " + e.getMessage() + " (--help says more)");
            System.exit(MISUSED);
        } catch (RuntimeException e) {
            FailureLine.print(e);
            System.exit(FAILED);
        }
    }

    private static void run(CommandLine.IFactory factory, String... arguments) {
        ParseResult parsed = TallyCommand.line(factory).parseArgs(arguments);
        if (CommandLine.printHelpIfRequested(parsed)) {
            return;
        }
        List<CommandLine> chosen = parsed.asCommandLineList();
        Object command = chosen.get(chosen.size() - 1).getCommand();
        if (command instanceof OfflineCommand offline) {
            offline.run();
        } else if (command instanceof DatabaseCommand) {
            Service.runBeside(LocalSettings.read(), CommandApplication.class, arguments);
        } else {
            chosen.get(chosen.size() - 1).usage(System.out);
        }
    }

    /** Runs a command that needs the application, within it. */
    static int runWithin(String... arguments) {
        return TallyCommand.line(new BeanFactory())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    FailureLine.print(e, Commands::isOfDatabase);
                    return FAILED;
                })
                .execute(arguments);
    }

    private static boolean isOfDatabase(Throwable failure) {
        return Arc.container()
                .instance(PassingFailures.class)
                .get()
                .words(failure)
                .isPresent();
    }
}
