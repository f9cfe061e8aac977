package dev.tally.ops;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Lets scripts on pages of other origins read answers where {@code tally.cors.origins} names those origins; otherwise no such
 * page may. Credentials are headers here, never cookies, so that browsers need not be allowed to add any.
 */
public final class CorsConfig implements ConfigSourceFactory {
    private static final String ORIGINS = "tally.cors.origins";
    private static final int ABOVE_APPLICATION_PROPERTIES = 275;

    /** What scripts may read beside the body. */
    private static final String EXPOSED = String.join(
            ",",
            "ETag",
            "Location",
            "Retry-After",
            "X-Request-Id",
            "RateLimit-Limit",
            "RateLimit-Remaining",
            "RateLimit-Reset",
            "X-RateLimit-Limit",
            "X-RateLimit-Remaining",
            "X-RateLimit-Reset");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue origins = context.getValue(ORIGINS);
        if (origins == null || origins.getValue() == null || origins.getValue().isBlank()) {
            return List.of();
        }
        Map<String, String> settings = Map.of(
                "quarkus.http.cors.enabled",
                "true",
                "quarkus.http.cors.origins",
                origins.getValue(),
                "quarkus.http.cors.methods",
                "GET,POST,PUT,PATCH,DELETE",
                "quarkus.http.cors.headers",
                "Authorization,X-Api-Key,Api-Key,Content-Type,Content-Encoding,If-None-Match,X-Request-Id,X-Tally-Account",
                "quarkus.http.cors.exposed-headers",
                EXPOSED,
                "quarkus.http.cors.access-control-max-age",
                "1H");
        return List.of(
                new PropertiesConfigSource(settings, "the origins of other pages", ABOVE_APPLICATION_PROPERTIES));
    }
}
