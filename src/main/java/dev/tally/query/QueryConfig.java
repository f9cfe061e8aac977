package dev.tally.query;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one query may ask for. */
@ConfigMapping(prefix = "tally.query")
public interface QueryConfig {
    /** How many groups an answer may have, all its breakdowns and buckets together; each takes a kilobyte or more. */
    @WithDefault("50000")
    int maxGroups();

    /** How many events that are in cells already may be read one by one for an answer that cells cannot give. */
    @WithDefault("1000000")
    long maxScannedEvents();

    /** With more pending events than these, a query has them rolled before it reads. */
    @WithDefault("20000")
    long maxPendingEvents();
}
