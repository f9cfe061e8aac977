package dev.tally.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets many callers share few reads, none of which is too old for any of them: whoever asks for a key gets the result of a
 * read that started after the question, and so sees everything that was committed before it.
 *
 * <p>Of each key one read runs at a time. Those who come while it runs share the next one, which starts when it is done. A
 * read's failure is the failure of all who share it, and of nobody else. A key that is not being read takes no memory.
 *
 * @param <K> what is read, by its {@code equals}
 */
public final class FreshReads<K, V> {
    private final Function<K, Uni<V>> reading;

    /** For each key that is being read the read after that one, if somebody waits for it. */
    private final Map<K, Optional<Turn<V>>> nextTurns = new HashMap<>();

    /** @param reading reads the present value of a key */
    public FreshReads(Function<K, Uni<V>> reading) {
        this.reading = reading;
    }

    /** The value of a key, by a read that starts after the subscription. */
    public Uni<V> read(K key) {
        return Uni.createFrom().deferred(() -> {
            Optional<Turn<V>> next = next(key);
            if (next.isPresent()) {
                return next.get().result().await();
            }
            Turn<V> now = Turn.mine();
            start(key, now);
            return now.result().await();
        });
    }

    /** The read to wait for; empty where none runs, so that the caller has to start one. */
    private synchronized Optional<Turn<V>> next(K key) {
        Optional<Turn<V>> next = nextTurns.get(key);
        if (next == null) {
            nextTurns.put(key, Optional.empty());
            return Optional.empty();
        }
        if (next.isEmpty()) {
            next = Optional.of(Turn.mine());
            nextTurns.put(key, next);
        }
        return next;
    }

    private void start(K key, Turn<V> turn) {
        turn.result()
                .settleBy(Uni.createFrom()
                        .deferred(() -> reading.apply(key))
                        .onTermination()
                        .invoke(() -> done(key)));
    }

    private void done(K key) {
        afterThis(key).ifPresent(next -> SharedResult.in(next.context(), () -> start(key, next)));
    }

    private synchronized Optional<Turn<V>> afterThis(K key) {
        Optional<Turn<V>> next = nextTurns.get(key);
        if (next.isEmpty()) {
            nextTurns.remove(key);
        } else {
            nextTurns.put(key, Optional.empty());
        }
        return next;
    }

    /**
     * One read.
     *
     * @param context that of the first who waits for it, whose request it is done for
     */
    private record Turn<V>(SharedResult<V> result, Context context) {
        static <V> Turn<V> mine() {
            return new Turn<>(new SharedResult<>(), Vertx.currentContext());
        }
    }
}
