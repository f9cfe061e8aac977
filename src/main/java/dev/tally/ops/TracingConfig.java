package dev.tally.ops;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Switches traces on where a collector is named, by OpenTelemetry's variables ({@code OTEL_EXPORTER_OTLP_ENDPOINT} and its
 * companions, OpenTelemetry specification, "OTLP Exporter Configuration") or by Quarkus's settings; otherwise there are none.
 */
public final class TracingConfig implements ConfigSourceFactory {
    private static final int ABOVE_APPLICATION_PROPERTIES = 275;

    /** What extensions offer where nobody says anything stands below every source of the operator's. */
    private static final int DEFAULTS = 200;

    private static final String DISABLED = "quarkus.otel.sdk.disabled";
    private static final String QUARKUS = "quarkus.otel.exporter.otlp.";
    private static final String OPEN_TELEMETRY = "otel.exporter.otlp.";
    private static final List<String> TRACES_FIRST = List.of("traces.", "");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        for (String name : List.of("endpoint", "protocol", "headers", "timeout", "compression")) {
            value(context, OPEN_TELEMETRY, name)
                    .ifPresent(value ->
                            settings.put(QUARKUS + "traces." + name, name.equals("timeout") ? value + "MS" : value));
        }
        if (!settings.containsKey(QUARKUS + "traces.endpoint")
                && value(context, QUARKUS, "endpoint").isEmpty()) {
            return List.of();
        }
        settings.put(DISABLED, "false");
        return List.of(new PropertiesConfigSource(settings, "the collector of traces", ABOVE_APPLICATION_PROPERTIES));
    }

    private static Optional<String> value(ConfigSourceContext context, String prefix, String name) {
        return TRACES_FIRST.stream()
                .map(kind -> context.getValue(prefix + kind + name))
                .filter(value -> value != null && value.getConfigSourceOrdinal() > DEFAULTS)
                .map(ConfigValue::getValue)
                .filter(value -> value != null && !value.isBlank())
                .findFirst();
    }
}
