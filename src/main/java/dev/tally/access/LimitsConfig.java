package dev.tally.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * How much may come in a time, each the text of a {@link Rate}. Each instance counts for itself, so that no request waits
 * for a count that all of them share.
 */
@ConfigMapping(prefix = "tally.limits")
public interface LimitsConfig {
    /** Requests of one account for anything but recording events. */
    @WithDefault("off")
    Rate queries();

    /** Requests of one account that bring events. */
    @WithDefault("off")
    Rate ingestRequests();

    /** Events of one account, whatever becomes of them. */
    @WithDefault("off")
    Rate events();

    /** Credentials from one address that are no good, before further ones from there are not looked at. */
    @WithDefault("60/minute")
    Rate failedAttempts();

    /** Addresses and networks of proxies that may say in {@code X-Forwarded-For} whom a request comes from. */
    Optional<List<String>> trustedProxies();
}
