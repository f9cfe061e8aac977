package dev.tally.query;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Lets reports that are soon made go before those that take long, whosever they are. A report that reads very many rows pauses
 * after each portion of them until no short one is under way, and shares half the cores with all others that do: they
 * take turns, portion by portion, so that what anybody waits for is a portion and not a report. For short ones it pauses
 * {@link #LONGEST_PAUSE} at most, so that the long ones end too.
 *
 * <p>Every report counts as short until it comes to its second portion.
 */
@Singleton
class RightOfWay {
    static final Duration LONGEST_PAUSE = Duration.ofMillis(8);
    private static final Duration STEP = Duration.ofMillis(1);

    private final Vertx vertx;
    private final AtomicInteger shortOnes = new AtomicInteger();

    /** The long ones that want to read on, in the order in which they gave way. */
    private final Queue<Passage> waiting = new ArrayDeque<>();

    private int freeLanes;

    @Inject
    RightOfWay(Vertx vertx) {
        this(vertx, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    RightOfWay(Vertx vertx, int lanes) {
        this.vertx = vertx;
        this.freeLanes = lanes;
    }

    /** A report that is under way. */
    final class Passage {
        private boolean isShort = true;
        private boolean hasLane;
        private boolean isOver;

        /** Whether it has paused for short ones. */
        private boolean hasPaused;

        private Runnable goOn = () -> {};

        private Passage() {
            shortOnes.incrementAndGet();
        }

        /** Done when it may read on, and then goes on in the Vert.x context in which it gave way. */
        Uni<Void> giveWay() {
            return Uni.createFrom().emitter(reading -> {
                Context here = Vertx.currentContext();
                waitBehindOthers(this, () -> goOn(here, reading));
                letGo();
                pause(LONGEST_PAUSE);
            });
        }

        private void pause(Duration rest) {
            if (shortOnes.get() > 0 && rest.toMillis() > 0) {
                vertx.setTimer(STEP.toMillis(), timer -> pause(rest.minus(STEP)));
            } else {
                hasPaused(this);
                letGo();
            }
        }

        private static void goOn(Context place, UniEmitter<? super Void> reading) {
            if (place == null || place == Vertx.currentContext()) {
                reading.complete(null);
            } else {
                place.runOnContext(there -> reading.complete(null));
            }
        }
    }

    /** Those go on for whom there is a lane. */
    private void letGo() {
        for (Optional<Passage> next = next(); next.isPresent(); next = next()) {
            next.get().goOn.run();
        }
    }

    private synchronized void waitBehindOthers(Passage passage, Runnable goOn) {
        leave(passage);
        passage.hasPaused = false;
        passage.goOn = goOn;
        waiting.add(passage);
    }

    private synchronized void hasPaused(Passage passage) {
        passage.hasPaused = true;
    }

    /** The first one that may go on, whether with a lane or because it is over. */
    private synchronized Optional<Passage> next() {
        Optional<Passage> next = waiting.stream()
                .filter(passage -> passage.isOver || (passage.hasPaused && freeLanes > 0))
                .findFirst();
        next.ifPresent(passage -> {
            waiting.remove(passage);
            if (!passage.isOver) {
                freeLanes--;
                passage.hasLane = true;
            }
        });
        return next;
    }

    private void end(Passage passage) {
        endNow(passage);
        letGo();
    }

    private synchronized void endNow(Passage passage) {
        passage.isOver = true;
        leave(passage);
    }

    private void leave(Passage passage) {
        if (passage.isShort) {
            passage.isShort = false;
            shortOnes.decrementAndGet();
        }
        if (passage.hasLane) {
            passage.hasLane = false;
            freeLanes++;
        }
    }

    /** Makes a report, which is told of its passage. */
    <T> Uni<T> pass(Function<Passage, Uni<T>> report) {
        return Uni.createFrom().deferred(() -> {
            Passage passage = new Passage();
            return report.apply(passage).onTermination().invoke(() -> end(passage));
        });
    }
}
