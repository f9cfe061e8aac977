package dev.tally.dialect;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** Which dialect speaks where several could. */
@ConfigMapping(prefix = "tally.dialect")
public interface DialectConfig {
    /** The dialect of a path that several share, for accounts that chose none. */
    @WithDefault("neo")
    @WithName("default")
    String defaultName();
}
