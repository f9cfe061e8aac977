package dev.tally.retention;

import dev.tally.settings.SomeTime;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long events are kept one by one. What they add up to is kept for ever. */
@ConfigMapping(prefix = "tally.retention")
public interface RetentionConfig {
    /** Months (UTC) that ended longer ago than this are dropped, such as {@code 395D}; absent, every event is kept. */
    Optional<Duration> rawEvents();

    /**
     * Whether to look once a day whether a month can be dropped, and make those to come. Off where a platform gives no time
     * between requests: there something else must call {@code POST /v1/admin/retention}.
     */
    @WithDefault("true")
    boolean automatic();

    /**
     * How long a run waits for each of those that are in its way, such as queries that began before it; then it leaves the rest to
     * the next one.
     */
    @WithDefault("1M")
    @WithConverter(SomeTime.class)
    Duration maxWait();
}
