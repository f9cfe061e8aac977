package dev.tally.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** One lane for reports that take long. */
final class RightOfWayTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Many times what a pause takes. */
    private static final Duration A_WHILE = RightOfWay.LONGEST_PAUSE.multipliedBy(12);

    private final RightOfWay rightOfWay = new RightOfWay(VERTX, 1);

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whereNobodyElseIsUnderWayALongOneReadsOnAtOnce() {
        Report report = new Report();
        assertTrue(report.passage.giveWay().subscribeAsCompletionStage().isDone());
        assertTrue(report.passage.giveWay().subscribeAsCompletionStage().isDone());
    }

    @Test
    void aLongOneWaitsForAShortOneAndGoesOnWhenThatIsDone() {
        Report shortOne = new Report();
        Report longOne = new Report();
        CompletableFuture<Void> reading = longOne.passage.giveWay().subscribeAsCompletionStage();
        assertFalse(reading.isDone());
        shortOne.end();
        await(reading);
    }

    @Test
    void aLongOneGoesOnAlsoWhereAShortOneNeverEnds() {
        Report shortOne = new Report();
        await(new Report().passage.giveWay().subscribeAsCompletionStage());
        shortOne.end();
    }

    @Test
    void ofTwoLongOnesOneReadsAtATime() {
        Report first = new Report();
        await(first.passage.giveWay().subscribeAsCompletionStage());
        Report second = new Report();
        CompletableFuture<Void> waiting = second.passage.giveWay().subscribeAsCompletionStage();
        assertThrows(TimeoutException.class, () -> waiting.get(A_WHILE.toMillis(), TimeUnit.MILLISECONDS));
        CompletableFuture<Void> again = first.passage.giveWay().subscribeAsCompletionStage();
        await(waiting);
        assertThrows(TimeoutException.class, () -> again.get(A_WHILE.toMillis(), TimeUnit.MILLISECONDS));
        CompletableFuture<Void> secondAgain = second.passage.giveWay().subscribeAsCompletionStage();
        await(again);
        assertFalse(secondAgain.isDone());
        first.end();
        await(secondAgain);
        second.end();
        await(new Report().passage.giveWay().subscribeAsCompletionStage());
    }

    @Test
    void eachGoesOnInTheContextInWhichItGaveWay() {
        Report first = new Report();
        Report second = new Report();
        Context ofFirst = ((VertxInternal) VERTX).createEventLoopContext();
        Context ofSecond = ((VertxInternal) VERTX).createEventLoopContext();
        assertSame(ofFirst, whereItGoesOn(first, ofFirst).join());

        CompletableFuture<Context> waiting = whereItGoesOn(second, ofSecond);
        assertThrows(TimeoutException.class, () -> waiting.get(A_WHILE.toMillis(), TimeUnit.MILLISECONDS));
        first.end();

        assertSame(
                ofSecond,
                waiting.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
        second.end();
    }

    private static CompletableFuture<Context> whereItGoesOn(Report report, Context place) {
        CompletableFuture<Context> wentOn = new CompletableFuture<>();
        place.runOnContext(here -> report.passage
                .giveWay()
                .subscribe()
                .with(done -> wentOn.complete(Vertx.currentContext()), wentOn::completeExceptionally));
        return wentOn;
    }

    @Test
    void oneThatEndsWhileItWaitsHoldsNobodyUp() {
        Report first = new Report();
        await(first.passage.giveWay().subscribeAsCompletionStage());
        Report second = new Report();
        CompletableFuture<Void> ofSecond = second.passage.giveWay().subscribeAsCompletionStage();
        Report third = new Report();
        CompletableFuture<Void> ofThird = third.passage.giveWay().subscribeAsCompletionStage();
        second.fail();
        await(ofSecond);
        first.end();
        await(ofThird);
        third.end();
    }

    @Test
    void aReportThatFailsLeavesItsLane() {
        Report failing = new Report();
        await(failing.passage.giveWay().subscribeAsCompletionStage());
        failing.fail();
        await(new Report().passage.giveWay().subscribeAsCompletionStage());
    }

    @Test
    void whatAReportMakesAndWhyItFailsIsHandedOn() {
        assertEquals(
                1, rightOfWay.pass(passage -> Uni.createFrom().item(1)).await().atMost(PATIENCE));
        Uni<Integer> failing =
                rightOfWay.pass(passage -> Uni.createFrom().failure(new IllegalStateException("no database")));
        assertThrows(IllegalStateException.class, () -> failing.await().atMost(PATIENCE));
    }

    private static void await(CompletableFuture<?> reading) {
        reading.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** One that is under way until it is told to end. */
    private final class Report {
        private RightOfWay.Passage passage;
        private UniEmitter<? super Object> end;

        Report() {
            rightOfWay
                    .pass(given -> {
                        passage = given;
                        return Uni.createFrom().emitter(emitter -> end = emitter);
                    })
                    .subscribe()
                    .with(item -> {}, failure -> {});
        }

        void end() {
            end.complete(null);
        }

        void fail() {
            end.fail(new IllegalStateException("no database"));
        }
    }
}
