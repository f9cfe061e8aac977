package dev.tally.ops;

import io.quarkus.runtime.configuration.QuarkusConfigBuilderCustomizer;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What has to be known before Quarkus runs, read from the places where Quarkus will look: system properties, environment,
 * {@code .env}, {@code config/application.properties}.
 *
 * @param dataDir absolute
 * @param database whether the operator named a database, by Tally's setting or Quarkus's
 */
public record LocalSettings(Path dataDir, boolean database, boolean demo) {
    static final String DEFAULT_DATA_DIR = ".tally";

    /** Reads them anew. */
    public static LocalSettings read() {
        SmallRyeConfig config = placesOfQuarkus().build();
        String dataDir = config.getOptionalValue("tally.data-dir", String.class).orElse(DEFAULT_DATA_DIR);
        return new LocalSettings(
                Path.of(dataDir).toAbsolutePath().normalize(),
                // A native executable does not find the source by now that makes the others of the first.
                Stream.of(
                                DatabaseUrlConfig.DATABASE_URL,
                                "quarkus.datasource.reactive.url",
                                "quarkus.datasource.jdbc.url")
                        .anyMatch(name ->
                                config.getOptionalValue(name, String.class).isPresent()),
                config.getOptionalValue("tally.demo", Boolean.class).orElse(false));
    }

    /**
     * Without Quarkus's converters, and the interceptors and handlers of secrets that libraries bring: none of these settings
     * needs one, and to look for them takes longer than to read the settings.
     */
    private static SmallRyeConfigBuilder placesOfQuarkus() {
        return new SmallRyeConfigBuilder()
                .forClassLoader(Thread.currentThread().getContextClassLoader())
                .withCustomizers(new QuarkusConfigBuilderCustomizer())
                .addDefaultInterceptors()
                .addDefaultSources()
                .addDiscoveredSources();
    }
}
