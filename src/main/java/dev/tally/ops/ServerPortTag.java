package dev.tally.ops;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Lets the operating system choose the port of the API or that of health and metrics. Quarkus tells the meters of the two apart
 * by their configured ports, and leaves the tag away where that is 0; but meters of one name must have the same tags, or the
 * second server does not come up.
 */
@Singleton
class ServerPortTag implements MeterFilter {
    private static final String TAG = "server.port";
    private static final Tag CHOSEN_BY_THE_SYSTEM = Tag.of(TAG, "0");
    private static final Set<String> METERS = Set.of(
            "http.server.bytes.read",
            "http.server.bytes.written",
            "http.server.connections",
            "http.server.active.connections",
            "http.server.active.requests",
            "http.server.errors");

    @Override
    public Meter.Id map(Meter.Id id) {
        return METERS.contains(id.getName()) && id.getTag(TAG) == null ? id.withTag(CHOSEN_BY_THE_SYSTEM) : id;
    }
}
