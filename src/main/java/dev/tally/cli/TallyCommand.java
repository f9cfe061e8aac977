package dev.tally.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program as a whole: what {@code tally --help} says of it. */
@Command(
        name = "tally",
        description = "Records what AI calls cost, and answers who used what.",
        synopsisSubcommandLabel = "[command]",
        commandListHeading = "%nCommands (serve without one):%n",
        subcommands = {
            ServeCommand.class,
            MigrateCommand.class,
            RollCommand.class,
            RebuildCommand.class,
            KeysCommand.class,
            CheckCommand.class,
            TokenCommand.class
        },
        footerHeading = "%nSettings are environment variables, among them:%n",
        footer = {
            "  TALLY_DATABASE_URL      postgresql://user:password@host:5432/database;",
            "                          default: an embedded PostgreSQL",
            "  TALLY_DATA_DIR          where that one is kept; default: .tally",
            "  TALLY_MIGRATE_AT_START  false: only migrate changes the schema; default: true",
            "  TALLY_ADMIN_KEY         the first administrator's key, at least 32 characters",
            "  TALLY_PORT              the port of the API; default: 8080",
            "  TALLY_MANAGEMENT_PORT   the port of health and metrics; default: 9000",
            "  TALLY_DEMO              true: with demo accounts and development tokens",
            "",
            "A command ends with 0 if it worked, 1 if it failed, 2 if its arguments make no sense."
        })
public final class TallyCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print this and end.")
    boolean help;

    /** Reads arguments; the factory makes the commands that they name. */
    static CommandLine line(IFactory factory) {
        return new CommandLine(new TallyCommand(), factory);
    }
}
