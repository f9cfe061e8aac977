package dev.tally.cli;

import dev.tally.ops.DemoKeys;
import dev.tally.ops.LocalSettings;
import dev.tally.ops.StartFailure;
import picocli.CommandLine.Command;

/** Runs the service until it is told to stop: first the database, if it is the embedded one, then everything else. */
@Command(
        name = "serve",
        description = {
            "Run the service until it is told to stop.",
            "It starts also where the database does not answer yet, and is ready once it does. The schema is brought up to"
                    + " date first, unless TALLY_MIGRATE_AT_START is false: then one that is older than needed is refused."
        })
final class ServeCommand implements OfflineCommand {
    /**
     * Returns only in development mode, where a change of the code calls it again.
     *
     * @throws StartFailure if what comes before Quarkus fails; what fails later ends the process
     */
    @Override
    public void run() {
        LocalSettings settings = LocalSettings.read();
        if (settings.demo()) {
            DemoKeys.in(settings.dataDir()).createOnce();
        }
        Service.run(settings, Ready.class);
    }
}
