package dev.tally.ingest;

import dev.tally.ingest.EventStore.Outcome;
import dev.tally.model.Account;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import java.util.List;

/**
 * Events of one request that are handed to the {@link StoreQueue} together.
 *
 * @param atomic whether they are stored all or not at all
 * @param begun whether events of the same request are stored already, so that it is too late to refuse it
 */
record Submission(Account account, List<PricedEvent> events, boolean atomic, boolean begun) {
    Submission {
        events = List.copyOf(events);
    }

    /** Whether both may be stored in one transaction: one that may be rolled back takes nobody with it. */
    boolean goesWith(Submission other) {
        return !atomic && !other.atomic && account.currency().equals(other.account.currency());
    }

    /** One that waits for its turn. Equal to none but itself. */
    static final class Waiting {
        private final Submission submission;
        private final UniEmitter<? super List<Outcome>> client;
        private final Context place;
        private long timer = -1;

        /** @param place where the request is served, and wants to be told what became of it */
        Waiting(Submission submission, UniEmitter<? super List<Outcome>> client, Context place) {
            this.submission = submission;
            this.client = client;
            this.place = place;
        }

        Submission submission() {
            return submission;
        }

        int events() {
            return submission.events().size();
        }

        /** The Vert.x timer that ends the waiting; negative where none does. */
        long timer() {
            return timer;
        }

        void setTimer(long newTimer) {
            this.timer = newTimer;
        }

        void run(Runnable action) {
            place.runOnContext(ignored -> action.run());
        }

        void complete(List<Outcome> outcomes) {
            run(() -> client.complete(outcomes));
        }

        void fail(Throwable e) {
            run(() -> client.fail(e));
        }
    }
}
