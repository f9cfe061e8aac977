package dev.tally.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/** What happens once the service answers: it says so. */
public final class Ready implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger("dev.tally");

    private final HttpServer server;

    @Inject
    Ready(HttpServer server) {
        this.server = server;
    }

    @Override
    public int run(String... arguments) {
        String url = "http://localhost:" + server.getPort();
        LOG.infof("Tally is ready on %s (API: %s/q/swagger-ui)", url, url);
        Quarkus.waitForExit();
        return 0;
    }
}
