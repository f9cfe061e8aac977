package dev.tally.http;

import dev.tally.settings.SomeTime;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a request may bring, where nothing else is said. */
@ConfigMapping(prefix = "tally.http")
public interface BodyConfig {
    /** The size of a body that a resource takes as a parameter; those that read it as a stream have their own limits. */
    @WithDefault("1M")
    MemorySize maxBodySize();

    /**
     * How long nothing of a body may come before its connection is closed, but for when its reader asks for no more. Longer
     * than a request may wait for the database before anybody reads its body.
     */
    @WithDefault("2M")
    @WithConverter(SomeTime.class)
    Duration maxBodyPause();
}
