package dev.tally.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Who shares which read. */
final class FreshReadsTest {
    /** The reads that have started and not ended, in order. */
    private final List<UniEmitter<? super String>> running = new ArrayList<>();

    private final FreshReads<String, String> reads =
            new FreshReads<>(key -> Uni.createFrom().emitter(running::add));

    @Test
    void whoeverComesDuringAReadSharesTheNextOne() {
        UniAssertSubscriber<String> first = ask("a");
        UniAssertSubscriber<String> second = ask("a");
        UniAssertSubscriber<String> third = ask("a");
        assertEquals(1, running.size());

        running.remove(0).complete("old");
        first.assertCompleted().assertItem("old");
        second.assertNotTerminated();
        assertEquals(1, running.size());

        running.remove(0).complete("new");
        second.assertCompleted().assertItem("new");
        third.assertCompleted().assertItem("new");
        assertEquals(0, running.size());
    }

    @Test
    void afterAReadNothingIsRemembered() {
        UniAssertSubscriber<String> first = ask("a");
        running.remove(0).complete("old");
        UniAssertSubscriber<String> second = ask("a");
        running.remove(0).complete("new");

        first.assertItem("old");
        second.assertItem("new");
    }

    @Test
    void keysDoNotWaitForEachOther() {
        UniAssertSubscriber<String> a = ask("a");
        UniAssertSubscriber<String> b = ask("b");
        running.remove(1).complete("of b");

        a.assertNotTerminated();
        b.assertItem("of b");
    }

    @Test
    void aFailureIsThatOfAllWhoSharedTheReadAndOfNobodyElse() {
        UniAssertSubscriber<String> first = ask("a");
        UniAssertSubscriber<String> second = ask("a");
        UniAssertSubscriber<String> third = ask("a");
        running.remove(0).complete("good");
        UniAssertSubscriber<String> fourth = ask("a");
        running.remove(0).fail(new IllegalStateException("gone"));

        first.assertItem("good");
        second.assertFailedWith(IllegalStateException.class, "gone");
        third.assertFailedWith(IllegalStateException.class, "gone");
        running.remove(0).complete("good again");
        fourth.assertItem("good again");
    }

    @Test
    void aReadThatCannotEvenStartFailsToo() {
        FreshReads<String, String> broken = new FreshReads<>(key -> {
            throw new IllegalStateException("no " + key);
        });

        for (int i = 0; i < 2; i++) {
            broken.read("a")
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create())
                    .assertFailedWith(IllegalStateException.class, "no a");
        }
    }

    @Test
    void whoeverStopsWaitingStopsNobodyElse() {
        UniAssertSubscriber<String> first = ask("a");
        UniAssertSubscriber<String> second = ask("a");
        UniAssertSubscriber<String> third = ask("a");
        first.cancel();
        second.cancel();
        running.remove(0).complete("old");
        running.remove(0).complete("new");

        third.assertItem("new");
    }

    @Test
    void everybodyGoesOnInTheContextOfTheirOwnRequest()
            throws ExecutionException, InterruptedException, TimeoutException {
        Vertx vertx = Vertx.vertx();
        try {
            FreshReads<String, String> slow = new FreshReads<>(
                    key -> Uni.createFrom().emitter(emitter -> vertx.setTimer(20, timer -> emitter.complete("value"))));
            List<Context> contexts = new ArrayList<>();
            List<CompletableFuture<Context>> resumed = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Context context = ((ContextInternal) vertx.getOrCreateContext()).duplicate();
                CompletableFuture<Context> resumedIn = new CompletableFuture<>();
                context.runOnContext(event -> slow.read("a")
                        .subscribe()
                        .with(value -> resumedIn.complete(Vertx.currentContext()), resumedIn::completeExceptionally));
                contexts.add(context);
                resumed.add(resumedIn);
            }

            for (int i = 0; i < contexts.size(); i++) {
                assertSame(contexts.get(i), resumed.get(i).get(10, TimeUnit.SECONDS));
            }
        } finally {
            assertTrue(vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS) == null);
        }
    }

    @Test
    void whoeverComesInTheSameTurnOfAnEventLoopSharesTheRead()
            throws ExecutionException, InterruptedException, TimeoutException {
        Vertx vertx = Vertx.vertx();
        try {
            List<String> started = Collections.synchronizedList(new ArrayList<>());
            FreshReads<String, String> counted = new FreshReads<>(key -> {
                started.add(key);
                return Uni.createFrom().item("read " + started.size());
            });
            CompletableFuture<List<String>> answers = new CompletableFuture<>();
            vertx.getOrCreateContext().runOnContext(event -> Uni.join()
                    .all(counted.read("a"), counted.read("a"), counted.read("b"))
                    .andFailFast()
                    .subscribe()
                    .with(answers::complete, answers::completeExceptionally));

            assertEquals(List.of("read 1", "read 1", "read 2"), answers.get(10, TimeUnit.SECONDS));
            assertEquals(List.of("a", "b"), started);
        } finally {
            assertTrue(vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS) == null);
        }
    }

    private UniAssertSubscriber<String> ask(String key) {
        return reads.read(key).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
