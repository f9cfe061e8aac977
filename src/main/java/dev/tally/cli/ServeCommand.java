package dev.tally.cli;

import dev.tally.ops.DemoKeys;
import dev.tally.ops.LocalSettings;
import dev.tally.ops.StartFailure;
import java.util.List;

/** Runs the service until it is told to stop: first the database, if it is the embedded one, then everything else. */
public final class ServeCommand {
    private ServeCommand() {}

    /**
     * Returns only in development mode, where a change of the code calls it again.
     *
     * @param arguments none are allowed
     * @throws UsageError if there are some
     * @throws StartFailure if what comes before Quarkus fails; what fails later ends the process
     */
    public static void run(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new UsageError("serve takes no arguments: settings are environment variables, --help lists them");
        }
        LocalSettings settings = LocalSettings.read();
        if (settings.demo()) {
            DemoKeys.in(settings.dataDir()).createOnce();
        }
        Service.run(settings, Ready.class);
    }
}
