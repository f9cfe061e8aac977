package dev.tally.testing;

import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.restassured.RestAssured;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** As {@link StartedDatabase}, for a service in another process: it listens before it can use its database. */
public final class ReadyService implements QuarkusTestBeforeClassCallback {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int OK = 200;

    @Override
    public void beforeClass(Class<?> testClass) {
        if (!Packaging.isNative()) {
            return;
        }
        Instant deadline = Instant.now().plus(PATIENCE);
        while (RestAssured.get(Management.url("/q/health/ready")).statusCode() != OK) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("the service does not become ready");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
