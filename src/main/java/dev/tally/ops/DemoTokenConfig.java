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

/** In the demo, and only there, trusts the tokens that {@link DemoKeys} sign, unless the operator named keys to trust. */
public final class DemoTokenConfig implements ConfigSourceFactory {
    private static final int ABOVE_APPLICATION_PROPERTIES = 275;
    private static final String KEY = "mp.jwt.verify.publickey";
    private static final String KEY_LOCATION = "mp.jwt.verify.publickey.location";

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (!Boolean.parseBoolean(value(context, "tally.demo").orElse("false")) || operatorTrustsOthers(context)) {
            return List.of();
        }
        DemoKeys keys = DemoKeys.in(Path.of(value(context, "tally.data-dir").orElse(LocalSettings.DEFAULT_DATA_DIR)));
        return keys.exist() ? List.of(trusting(keys)) : List.of();
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
        try {
            Map<String, String> settings = Map.of(
                    KEY,
                    Files.readString(keys.publicKey()),
                    "mp.jwt.verify.publickey.algorithm",
                    "ES256",
                    "mp.jwt.verify.issuer",
                    DemoKeys.ISSUER,
                    "mp.jwt.verify.audiences",
                    DemoKeys.AUDIENCE);
            return new PropertiesConfigSource(settings, "the demo's keys", ABOVE_APPLICATION_PROPERTIES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
