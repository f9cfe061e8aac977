package dev.tally.access;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The service's own administrator, from whom every other administrator comes. */
@ConfigMapping(prefix = "tally.admin")
public interface AdministratorConfig {
    /** The key that may do everything on every account; without it there is no such key. */
    Optional<String> key();
}
