package dev.tally.query;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Lets reports that are soon made go before those that take long, whosever they are. A report that reads very many rows pauses
 * after each portion of them until no short one is under way, and shares half the cores with all others that do: they take turns,
 * portion by portion, so that what anybody waits for is a portion and not a report. For short ones it pauses {@link #LONGEST_PAUSE} at most, so that the long
 * ones end too.
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

    /** A report that is under way; for one thread at a time. */
    final class Passage {
        private boolean isShort = true;
        private boolean hasLane;
        private boolean isOver;

        private Passage() {
            shortOnes.incrementAndGet();
        }

        /** Done when it may read on, and then goes on where it began. */
        Uni<Void> giveWay() {
            return Uni.createFrom().emitter(reading -> {
                waitBehindOthers(this);
                await(LONGEST_PAUSE, reading);
            });
        }

        private void await(Duration pause, UniEmitter<? super Void> reading) {
            boolean mayGo = shortOnes.get() == 0 || pause.isZero();
            if (mayGo && goesOn(this)) {
                reading.complete(null);
            } else {
                Duration rest = mayGo ? pause : pause.minus(STEP);
                vertx.setTimer(STEP.toMillis(), timer -> await(rest, reading));
            }
        }
    }

    private synchronized void waitBehindOthers(Passage passage) {
        leave(passage);
        if (!passage.isOver) {
            waiting.add(passage);
        }
    }

    /** Whether one that waits may go on: because it is its turn, or because it is over. */
    private synchronized boolean goesOn(Passage passage) {
        if (!passage.isOver && waiting.peek() == passage && freeLanes > 0) {
            waiting.remove();
            freeLanes--;
            passage.hasLane = true;
        }
        return passage.isOver || passage.hasLane;
    }

    private synchronized void end(Passage passage) {
        passage.isOver = true;
        waiting.remove(passage);
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
