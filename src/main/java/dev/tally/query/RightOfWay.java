package dev.tally.query;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Lets reports that are soon made go before those that take long, whosever they are. A report that reads very many rows pauses
 * after each portion of them until no short one is under way, and shares half the cores with all others that do, so that what
 * short ones wait for is a portion and not a report. For short ones it pauses {@link #LONGEST_PAUSE} at most, so that the long
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
    private final Semaphore lanes;

    @Inject
    RightOfWay(Vertx vertx) {
        this(vertx, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    RightOfWay(Vertx vertx, int lanes) {
        this.vertx = vertx;
        this.lanes = new Semaphore(lanes);
    }

    /** A report that is under way; for one thread at a time. */
    final class Passage {
        private boolean isShort = true;
        private boolean hasLane;
        private boolean isOver;

        private Passage() {
            shortOnes.incrementAndGet();
        }

        /** Done when it may read on. */
        Uni<Void> giveWay() {
            leave();
            return awaitLane(LONGEST_PAUSE);
        }

        private Uni<Void> awaitLane(Duration pause) {
            boolean mayGo = shortOnes.get() == 0 || pause.isZero();
            hasLane = mayGo && !isOver && lanes.tryAcquire();
            return hasLane || isOver
                    ? Uni.createFrom().voidItem()
                    : step().chain(() -> awaitLane(mayGo ? pause : pause.minus(STEP)));
        }

        private void end() {
            isOver = true;
            leave();
        }

        private void leave() {
            if (isShort) {
                isShort = false;
                shortOnes.decrementAndGet();
            }
            if (hasLane) {
                hasLane = false;
                lanes.release();
            }
        }
    }

    /** Makes a report, which is told of its passage. */
    <T> Uni<T> pass(Function<Passage, Uni<T>> report) {
        return Uni.createFrom().deferred(() -> {
            Passage passage = new Passage();
            return report.apply(passage).onTermination().invoke(passage::end);
        });
    }

    /** Goes on where it began. */
    private Uni<Void> step() {
        return Uni.createFrom().emitter(pausing -> vertx.setTimer(STEP.toMillis(), timer -> pausing.complete(null)));
    }
}
