package dev.tally.ops;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.EnvConfigSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Makes a misspelt {@code TALLY_…} variable stop the start, as a misspelt property does. The library that maps settings
 * refuses names that no mapping declares, but lets environment variables pass, which it knows by the name of their source; so
 * ours are offered once more under another name.
 */
public final class TallyEnvironment implements ConfigSourceFactory {
    private static final int ABOVE_THE_ENVIRONMENT = EnvConfigSource.ORDINAL + 1;

    /** What the tests and the scripts of a client use; the service may run in the same shell. */
    private static final List<String> NOT_OURS = List.of("TALLY_TEST_", "TALLY_URL", "TALLY_KEY");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return List.of(new Source(settingsIn(System.getenv())));
    }

    static Map<String, String> settingsIn(Map<String, String> environment) {
        Map<String, String> settings = new TreeMap<>(environment);
        settings.keySet()
                .removeIf(
                        name -> !name.startsWith("TALLY_") || NOT_OURS.stream().anyMatch(name::startsWith));
        return settings;
    }

    private static final class Source extends EnvConfigSource {
        private static final long serialVersionUID = 1L;

        Source(Map<String, String> settings) {
            super(settings, ABOVE_THE_ENVIRONMENT);
        }

        @Override
        public String getName() {
            return "the environment";
        }
    }
}
