package dev.tally.testing;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** As {@link StartedDatabase}, for a service in another process: it listens before it can use its database. */
public final class ReadyService implements QuarkusTestBeforeEachCallback {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int OK = 200;

    /** Before each test, because a class may have a service of its own, which starts after what comes before the class. */
    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        if (Packaging.isNative()) {
            await(Management.url("/q/health/ready"));
        }
    }

    private static void await(String url) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (RestAssured.get(url).statusCode() != OK) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("the service does not become ready");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
