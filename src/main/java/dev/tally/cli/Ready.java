package dev.tally.cli;

import dev.tally.access.AdministratorConfig;
import dev.tally.demo.Demo;
import dev.tally.ops.DatabaseStart;
import dev.tally.ops.ServicePhase;
import dev.tally.ops.ServiceState;
import dev.tally.ops.TallySettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The life of the service: it waits for its database, makes the demo, if there is to be one, says that all is ready, and ends
 * when it is told to.
 */
public final class Ready implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger("dev.tally");

    private final HttpServer server;
    private final int managementPort;
    private final TallySettings settings;
    private final AdministratorConfig administrator;
    private final DatabaseStart database;
    private final ServiceState state;
    private final Clock clock;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @Inject
    Ready(
            HttpServer server,
            @ConfigProperty(name = "quarkus.management.port") int managementPort,
            TallySettings settings,
            AdministratorConfig administrator,
            DatabaseStart database,
            ServiceState state,
            Clock clock) {
        this.server = server;
        this.managementPort = managementPort;
        this.settings = settings;
        this.administrator = administrator;
        this.database = database;
        this.state = state;
        this.clock = clock;
    }

    @Override
    public int run(String... arguments) throws Exception {
        database.untilReady()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(this::ready)
                .subscribe()
                .with(done -> {}, this::fail);
        Quarkus.waitForExit();
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        return 0;
    }

    private void ready() {
        URI url = URI.create("http://localhost:" + port());
        if (settings.demo()) {
            String administratorKey = administrator.key().orElseThrow();
            System.out.println(new Demo(url, administratorKey).prepare(clock.instant()));
        }
        LOG.infof(
                "Tally is ready on %s (API: %s/q/swagger-ui; health and metrics: port %d)", url, url, managementPort());
    }

    private void fail(Throwable e) {
        if (state.phase() != ServicePhase.STOPPING) {
            failure.set(e);
            Quarkus.asyncExit(1);
        }
    }

    /** After a reload in development mode the old listener goes on, and the new service does not know its port. */
    private int port() {
        return server.getPort() > 0 ? server.getPort() : settings.port();
    }

    private int managementPort() {
        return server.getManagementPort() > 0 ? server.getManagementPort() : managementPort;
    }
}
