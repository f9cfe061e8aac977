package dev.tally.ops;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the service stops. Both together should stay below what the platform waits before it kills. */
@ConfigMapping(prefix = "tally.shutdown")
public interface ShutdownConfig {
    /** For how long requests are still accepted, so that load balancers see in time that the service is not ready. */
    @WithDefault("2S")
    Duration delay();

    /** How long the requests that were accepted may take after that. */
    @WithDefault("6S")
    Duration timeout();
}
