package dev.tally.ops;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Turns the one setting {@code tally.database.url} into the settings of the two database clients, the reactive one and
 * Flyway's. An operator who sets those directly wins: the environment and system properties stand above this source.
 */
public final class DatabaseUrlConfig implements ConfigSourceFactory {
    /** The full name of the setting that is read. */
    public static final String DATABASE_URL = "tally.database.url";

    private static final int ABOVE_APPLICATION_PROPERTIES = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue url = context.getValue(DATABASE_URL);
        if (url == null || url.getValue() == null || url.getValue().isBlank()) {
            return List.of();
        }
        Map<String, String> settings = settingsOf(DatabaseUrl.parse(url.getValue()));
        return List.of(new PropertiesConfigSource(settings, "the database URL", ABOVE_APPLICATION_PROPERTIES));
    }

    static Map<String, String> settingsOf(DatabaseUrl url) {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.jdbc.url", url.jdbcUrl());
        settings.put("quarkus.datasource.reactive.url", url.reactiveUrl());
        settings.put("quarkus.datasource.username", url.user());
        if (url.password() != null) {
            settings.put("quarkus.datasource.password", url.password());
        }
        String certificate = url.parameters().get("sslrootcert");
        if (certificate != null) {
            settings.put("quarkus.datasource.reactive.trust-certificate-pem", "true");
            settings.put("quarkus.datasource.reactive.trust-certificate-pem.certs", certificate);
        }
        if ("verify-full".equals(url.parameters().get("sslmode"))) {
            settings.put("quarkus.datasource.reactive.hostname-verification-algorithm", "HTTPS");
        }
        settings.replaceAll((name, value) -> literal(value));
        return settings;
    }

    /** A password may hold what configuration takes for an expression. */
    private static String literal(String value) {
        return value.replace("$", "\\$");
    }
}
