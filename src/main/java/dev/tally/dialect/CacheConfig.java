package dev.tally.dialect;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much memory may hold summaries that were answered before. */
@ConfigMapping(prefix = "tally.cache")
public interface CacheConfig {
    /** Roughly, in bytes; with 0 every summary is computed. */
    @WithDefault("32M")
    MemorySize maxSize();
}
