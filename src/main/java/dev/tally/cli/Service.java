package dev.tally.cli;

import dev.tally.ops.DatabaseUrlConfig;
import dev.tally.ops.LocalSettings;
import dev.tally.ops.embedded.EmbeddedPostgres;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Everything that commands need which touch the database: first that, if it is the embedded one, then the application. */
final class Service {
    private Service() {}

    /** Returns only in development mode, where a change of the code calls it again. */
    static void run(LocalSettings settings, Class<? extends QuarkusApplication> application, String... arguments) {
        quietenUntilLogsAreConfigured();
        if (!settings.database()) {
            startDatabase(settings);
        }
        Quarkus.run(application, Service::exit, arguments);
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
