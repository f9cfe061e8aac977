package dev.tally.cli;

import dev.tally.ops.DatabaseUrl;
import dev.tally.ops.DatabaseUrlConfig;
import dev.tally.ops.LocalSettings;
import dev.tally.ops.embedded.EmbeddedPostgres;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Everything that commands need which touch the database: first that, if it is the embedded one, then the application. */
final class Service {
    /** What an application does not do that runs beside the service, or instead of it for a moment. */
    private static final Map<String, String> BESIDE = Map.of(
            "quarkus.http.host-enabled", "false",
            "quarkus.management.host-enabled", "false",
            "quarkus.shutdown.delay", "0S",
            "quarkus.log.console.stderr", "true",
            "quarkus.log.console.json.enabled", "false",
            "quarkus.log.level", "WARN",
            "tally.database.statement-timeout", "0S");

    /** Whether this program ends by itself, and says with which code. */
    private static volatile boolean exiting;

    private Service() {}

    /** Returns only in development mode, where a change of the code calls it again. */
    static void run(LocalSettings settings, Class<? extends QuarkusApplication> application, String... arguments) {
        quietenUntilLogsAreConfigured();
        Optional<EmbeddedPostgres> postgres =
                settings.database() ? Optional.empty() : Optional.of(EmbeddedPostgres.start(settings.dataDir()));
        postgres.ifPresent(started -> use(started.url()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(postgres)));
        Quarkus.run(application, Service::exit, arguments);
    }

    /** As {@link #run}, without a port; a service that runs on the embedded database shares it. */
    static void runBeside(
            LocalSettings settings, Class<? extends QuarkusApplication> application, String... arguments) {
        BESIDE.forEach(System::setProperty);
        Optional<DatabaseUrl> running =
                settings.database() ? Optional.empty() : EmbeddedPostgres.runningOn(settings.dataDir());
        running.ifPresent(Service::use);
        run(running.isPresent() ? LocalSettings.read() : settings, application, arguments);
    }

    /** What libraries say before Quarkus has read the log levels is kept, and printed around the one line of a failed start. */
    private static void quietenUntilLogsAreConfigured() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /** A system property outlives the reloads of development mode, so the second run finds a database. */
    private static void use(DatabaseUrl url) {
        System.setProperty(DatabaseUrlConfig.DATABASE_URL, url.withCredentials());
    }

    /**
     * The last thing that happens. To stop because one is told to is no failure, whereas Java would end with the number of the
     * signal: the code can be changed here alone.
     */
    private static void end(Optional<EmbeddedPostgres> postgres) {
        awaitEndOfService();
        postgres.ifPresent(EmbeddedPostgres::close);
        if (!exiting && LaunchMode.current() == LaunchMode.NORMAL) {
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(0);
        }
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
        exiting = exiting || !ApplicationLifecycleManager.isVmShuttingDown();
        if (failure != null) {
            FailureLine.print(failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }
}
