package dev.tally.ops;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * In the demo, and only there, an administrator's key and the keys that sign development tokens are those of
 * {@link DemoKeys}, unless the operator set others.
 */
public final class DemoConfig implements ConfigSourceFactory {
    private static final int ABOVE_APPLICATION_PROPERTIES = 275;
    private static final String KEY = "mp.jwt.verify.publickey";
    private static final String KEY_LOCATION = "mp.jwt.verify.publickey.location";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        DemoKeys keys = DemoKeys.in(Path.of(value(context, "tally.data-dir").orElse(LocalSettings.DEFAULT_DATA_DIR)));
        if (!Boolean.parseBoolean(value(context, "tally.demo").orElse("false")) || !keys.exist()) {
            return List.of();
        }
        ConfigSource administrator = source(Map.of("tally.admin.key", text(keys.administratorKey())));
        return operatorTrustsOthers(context) ? List.of(administrator) : List.of(administrator, trusting(keys));
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        return Optional.ofNullable(context.getValue(name)).map(ConfigValue::getValue);
    }

    /** What stands in the environment or above it was set by hand. */
    private static boolean operatorTrustsOthers(ConfigSourceContext context) {
        return Stream.of(KEY, KEY_LOCATION)
                .map(context::getValue)
                .anyMatch(value -> value != null
                        && value.getValue() != null
                        && value.getConfigSourceOrdinal() >= EnvConfigSource.ORDINAL);
    }

    private static ConfigSource trusting(DemoKeys keys) {
        return source(Map.of(
                KEY,
                text(keys.publicKey()),
                "mp.jwt.verify.publickey.algorithm",
                "ES256",
                "mp.jwt.verify.issuer",
                DemoKeys.ISSUER,
                "mp.jwt.verify.audiences",
                DemoKeys.AUDIENCE));
    }

    private static ConfigSource source(Map<String, String> settings) {
        return new PropertiesConfigSource(settings, "the demo's keys", ABOVE_APPLICATION_PROPERTIES);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
