package dev.tally.testing;

import dev.tally.ops.DatabaseStart;
import dev.tally.ops.Schema;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Begins the tests when the service under test can use its database: what waits for that otherwise is not run by them. On a
 * cluster its tables are spread by then, as {@code tally migrate --distributed} does it.
 */
@Singleton
public class StartedDatabase {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    void await(@Observes StartupEvent event, DatabaseStart start, Schema schema) {
        start.untilReady().await().atMost(PATIENCE);
        if (TestCluster.isUsed()) {
            schema.distribute().await().atMost(PATIENCE);
        }
    }
}
