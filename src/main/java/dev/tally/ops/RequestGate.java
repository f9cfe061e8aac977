package dev.tally.ops;

import dev.tally.http.FailureException;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses requests before the service can answer them and after it was told to stop, each in the words of its API. */
public class RequestGate {
    /** After the API that was called is known, and before credentials are looked up. */
    static final int PRIORITY = 25;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    @Inject
    ServiceState state;

    @ServerRequestFilter(preMatching = true, priority = PRIORITY)
    public void check() {
        if (!state.accepts()) {
            throw FailureException.unavailable(
                    state.phase() == ServicePhase.STOPPING
                            ? "The service is stopping"
                            : "The service is starting: it is waiting for its database",
                    RETRY_AFTER);
        }
    }
}
