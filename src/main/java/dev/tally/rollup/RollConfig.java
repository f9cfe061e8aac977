package dev.tally.rollup;

import dev.tally.settings.AtLeastOne;
import dev.tally.settings.SomeTime;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** When events are rolled into cells, and how many at once. */
@ConfigMapping(prefix = "tally.roll")
public interface RollConfig {
    /**
     * Whether to roll by itself, soon after events came in and whenever some were left over. Off where a platform gives no
     * time between requests: there something else must call {@code POST /v1/admin/roll} or {@code tally roll}.
     */
    @WithDefault("true")
    boolean automatic();

    /**
     * How long to wait for more events of the same account before they are rolled: from the first of them on, or from the end
     * of the roll under way that it came too late for.
     */
    @WithDefault("1S")
    @WithConverter(SomeTime.class)
    Duration delay();

    /** How often to look for events that nobody rolled, say because an instance was killed. */
    @WithDefault("30S")
    @WithConverter(SomeTime.class)
    Duration sweepInterval();

    /**
     * How many events are rolled in one transaction; one batch is never divided. The more they are, the less often are the
     * cells written that all of them belong to.
     */
    @WithDefault("200000")
    @WithConverter(AtLeastOne.class)
    int maxEvents();

    /**
     * How many sums and units of work a transaction gathers in memory before it takes no more events; without a setting, as
     * many as half of the heap has room for. Events with much in common need few.
     */
    OptionalInt maxSums();

    /** How many units of work without events of their own are rolled at once when an account is rebuilt. */
    @WithDefault("20000")
    @WithConverter(AtLeastOne.class)
    int maxUnits();

    /** How many accounts one instance rolls at the same time. */
    @WithDefault("1")
    @WithConverter(AtLeastOne.class)
    int concurrency();
}
