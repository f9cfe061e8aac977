package dev.tally.rollup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When {@code /q/health/ready} finds fault with events that are not rolled yet. */
@ConfigMapping(prefix = "tally.health")
public interface PendingConfig {
    /** How long after it was stored an event should be in cells. */
    @WithDefault("15M")
    Duration maxPendingAge();

    /**
     * Whether an instance that finds older ones is not ready. By default it only says so: its answers are right all the same,
     * all instances see the same queue, and taking them out of rotation would roll nothing.
     */
    @WithDefault("false")
    boolean pendingAgeFails();
}
