package dev.tally.ingest;

import dev.tally.access.AccountLimits;
import dev.tally.model.Caller;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Lets events in no faster than their account may send them, unless the service's administrator does.
 *
 * <p>A request that may begin brings its first batch whole; each
 * further one of a stream waits, and the stream with it, until those before are paid off.
 */
@Singleton
class Pace {
    private final AccountLimits limits;
    private final Vertx vertx;

    Pace(AccountLimits limits, Vertx vertx) {
        this.limits = limits;
        this.vertx = vertx;
    }

    /** Counts the first events of a request, which may be stored at once. */
    void begin(Caller caller, int events) {
        limits.countEvents(caller, events);
    }

    /** Done when further events of a request may be stored. */
    Uni<Void> next(Caller caller, int events) {
        return Uni.createFrom().emitter(client -> await(caller, events, client));
    }

    private void await(Caller caller, int events, UniEmitter<? super Void> client) {
        Duration wait = limits.untilEvents(caller);
        if (wait.isZero()) {
            limits.countEvents(caller, events);
            client.complete(null);
        } else {
            vertx.setTimer(wait.plusMillis(1).toMillis(), timer -> await(caller, events, client));
        }
    }
}
