package dev.tally.testing;

import org.eclipse.microprofile.config.ConfigProvider;

/** Where the service under test has its health and metrics. */
public final class Management {
    private Management() {}

    /** The whole URL of a path there. */
    public static String url(String path) {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.port", Integer.class);
        return "http://localhost:" + port + path;
    }
}
