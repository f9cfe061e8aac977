package dev.tally.http;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;

/**
 * The result of one piece of work that several callers wait for.
 *
 * <p>Each of them goes on in the Vert.x context in which it began to wait, which is that of its own request: what belongs to
 * a request, such as {@link CurrentRequest}, would else become another's. A caller that is cancelled stops waiting; the work
 * and the others go on.
 */
final class SharedResult<V> {
    private final CompletableFuture<V> result = new CompletableFuture<>();

    /** Does the work, for all who wait or will. */
    void settleBy(Uni<V> work) {
        work.subscribe().with(result::complete, result::completeExceptionally);
    }

    /** The result, which may be there already. */
    Uni<V> await() {
        return Uni.createFrom().emitter(emitter -> tell(emitter));
    }

    /** Tells one who waits from now on. */
    @SuppressWarnings("FutureReturnValueIgnored") // Whoever waits is told of the failure.
    void tell(UniEmitter<? super V> emitter) {
        Context own = Vertx.currentContext();
        result.whenComplete((value, failure) -> in(own, () -> emit(emitter, value, failure)));
    }

    /** Does something in a context, where there is one and it is not the current one. */
    static void in(Context context, Runnable action) {
        if (context == null || context == Vertx.currentContext()) {
            action.run();
        } else {
            context.runOnContext(event -> action.run());
        }
    }

    /** Does something in a context after what is to be done there already; at once where there is none. */
    static void soonIn(Context context, Runnable action) {
        if (context == null) {
            action.run();
        } else {
            context.runOnContext(event -> action.run());
        }
    }

    private static <V> void emit(UniEmitter<? super V> emitter, V value, Throwable failure) {
        if (failure == null) {
            emitter.complete(value);
        } else {
            emitter.fail(failure);
        }
    }
}
