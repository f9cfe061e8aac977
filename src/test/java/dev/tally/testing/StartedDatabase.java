package dev.tally.testing;

import dev.tally.ops.DatabaseStart;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Begins the tests when the service under test can use its database: what waits for that otherwise is not run by them. */
@Singleton
public class StartedDatabase {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    void await(@Observes StartupEvent event, DatabaseStart start) {
        start.untilReady().await().atMost(PATIENCE);
    }
}
