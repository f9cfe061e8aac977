package dev.tally.cli;

import dev.tally.access.AdministratorConfig;
import dev.tally.demo.Demo;
import dev.tally.ops.TallySettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import org.jboss.logging.Logger;

/** What happens once the service answers: the demo is made, if there is to be one, and the log says that all is ready. */
public final class Ready implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger("dev.tally");

    private final HttpServer server;
    private final TallySettings settings;
    private final AdministratorConfig administrator;
    private final Clock clock;

    @Inject
    Ready(HttpServer server, TallySettings settings, AdministratorConfig administrator, Clock clock) {
        this.server = server;
        this.settings = settings;
        this.administrator = administrator;
        this.clock = clock;
    }

    @Override
    public int run(String... arguments) {
        URI url = URI.create("http://localhost:" + port());
        if (settings.demo()) {
            String administratorKey = administrator.key().orElseThrow();
            System.out.println(new Demo(url, administratorKey).prepare(clock.instant()));
        }
        LOG.infof("Tally is ready on %s (API: %s/q/swagger-ui)", url, url);
        Quarkus.waitForExit();
        return 0;
    }

    /** After a reload in development mode the old listener goes on, and the new service does not know its port. */
    private int port() {
        return server.getPort() > 0 ? server.getPort() : settings.port();
    }
}
