package dev.tally.query;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much one query may ask for. */
@ConfigMapping(prefix = "tally.query")
public interface QueryConfig {
    /** How many groups an answer may have, all its breakdowns and buckets together; each takes a kilobyte or more. */
    @WithDefault("50000")
    int maxGroups();
}
