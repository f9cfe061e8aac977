package dev.tally.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How long the service waits for its database: a request that meets one of these limits is refused with status 503. Commands
 * take as long as they take.
 */
@ConfigMapping(prefix = "tally.database")
public interface DatabaseConfig {
    /** How long one statement may take, a wait for somebody else's lock included; {@code 0S} for any time. The server ends it. */
    @WithDefault("30S")
    Duration statementTimeout();

    /**
     * How long a transaction may do nothing, so that the locks of an instance that hangs or was cut off are released;
     * {@code 0S} for any time. The server ends it.
     */
    @WithDefault("1M")
    Duration idleTransactionTimeout();

    /** How long a connection to the server may take to be made. */
    @WithDefault("5S")
    Duration connectTimeout();

    /** How long a request may wait for a connection while all are in use. */
    @WithDefault("10S")
    Duration acquireTimeout();

    /** How many requests may wait for a connection at once. */
    @WithDefault("1000")
    int maxWaiting();
}
