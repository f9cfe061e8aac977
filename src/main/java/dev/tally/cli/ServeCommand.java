package dev.tally.cli;

import dev.tally.ops.DatabaseUrlConfig;
import dev.tally.ops.DemoKeys;
import dev.tally.ops.LocalSettings;
import dev.tally.ops.StartFailure;
import dev.tally.ops.embedded.EmbeddedPostgres;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

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
        quietenUntilLogsAreConfigured();
        LocalSettings settings = LocalSettings.read();
        if (!settings.database()) {
            startDatabase(settings);
        }
        if (settings.demo()) {
            DemoKeys.in(settings.dataDir()).createOnce();
        }
        Quarkus.run(Ready.class, ServeCommand::exit);
    }

    /** What libraries say before Quarkus has read the log levels is kept, and printed around the one line of a failed start. */
    private static void quietenUntilLogsAreConfigured() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /** A system property outlives the reloads of development mode, so the second run finds a database. */
    private static void startDatabase(LocalSettings settings) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(settings.dataDir());
        System.setProperty(DatabaseUrlConfig.DATABASE_URL, postgres.url().withCredentials());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            awaitEndOfService();
            postgres.close();
        }));
    }

    /** Requests in flight still need the database. */
    private static void awaitEndOfService() {
        Application service = Application.currentApplication();
        if (service != null) {
            service.awaitShutdown();
        }
    }

    /** Quarkus ends the process, or in development mode waits for the next change of the code. */
    private static void exit(int code, Throwable failure) {
        if (failure != null) {
            FailureLine.print(failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }
}
