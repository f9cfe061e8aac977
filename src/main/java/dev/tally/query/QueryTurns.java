package dev.tally.query;

import dev.tally.http.FailureException;
import dev.tally.query.QueryLines.Turn;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Whose report is computed next. Of each account only so many are computed at once, and of all together, so that no account
 * takes every connection to the database, or every core of it, from the others. Further ones wait, and accounts take turns.
 * How many wait is bounded, and so is how long.
 */
@Singleton
class QueryTurns {
    private final QueryConfig config;
    private final Vertx vertx;
    private final QueryMeters meters;
    private final QueryLines lines;

    QueryTurns(QueryConfig config, Vertx vertx, QueryMeters meters) {
        this.config = config;
        this.vertx = vertx;
        this.meters = meters;
        this.lines = new QueryLines(config);
        meters.watchTurns(lines::waiting, lines::underWay);
    }

    /**
     * What {@code computing} makes, once it is the account's turn; it goes on where it was asked for. Whoever stops waiting
     * for it does not stop it.
     *
     * <p>Fails with a {@link FailureException} where too much waits already, or this has waited too long.
     */
    <T> Uni<T> take(UUID account, Supplier<Uni<T>> computing) {
        return Uni.createFrom()
                .emitter(client -> admit(
                        new Turn(account, vertx.getOrCreateContext(), () -> run(account, computing, client)), client));
    }

    private void admit(Turn turn, UniEmitter<?> client) {
        switch (lines.admit(turn)) {
            case BEGINS -> turn.begin();
            case WAITS ->
                // A turn that comes meanwhile finds no timer to cancel, and the timer then nobody who waits.
                turn.timer().set(vertx.setTimer(config.maxWait().toMillis(), timer -> expire(turn, client)));
            case ACCOUNT_HAS_TOO_MANY -> client.fail(tooMany());
            case TOO_MANY -> client.fail(busy());
        }
    }

    private void expire(Turn turn, UniEmitter<?> client) {
        if (lines.leave(turn)) {
            turn.place().runOnContext(here -> client.fail(busy()));
        }
    }

    private <T> void run(UUID account, Supplier<Uni<T>> computing, UniEmitter<? super T> client) {
        Uni.createFrom()
                .deferred(computing::get)
                .onTermination()
                .invoke(() -> end(account))
                .subscribe()
                .with(client::complete, client::fail);
    }

    private void end(UUID account) {
        lines.end(account);
        lines.next().ifPresent(turn -> {
            vertx.cancelTimer(turn.timer().get());
            turn.place().runOnContext(here -> turn.begin());
        });
    }

    private FailureException tooMany() {
        meters.countRefusal();
        return FailureException.tooMany(
                "This account has asked for " + config.maxWaitingPerAccount()
                        + " summaries more than are computed for it at once; ask again when those are answered",
                config.retryAfter());
    }

    private FailureException busy() {
        meters.countRefusal();
        return FailureException.unavailable(
                "More summaries are asked for than can be computed; ask again later", config.retryAfter());
    }
}
