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

    /** For each key that is being read, or is about to be, the read that has not started yet, if somebody waits for it. */
    private final Map<K, Optional<Turn<V>>> turns = new HashMap<>();

    /** @param reading reads the present value of a key */
    public FreshReads(Function<K, Uni<V>> reading) {
        this.reading = reading;
    }

    /** The value of a key, by a read that starts after the subscription. */
    public Uni<V> read(K key) {
        return Uni.createFrom().deferred(() -> {
            Turn<V> turn = join(key);
            return turn.result().await();
        });
    }

    /** The read to wait for, which is that of those who wait already, if there are any. */
    private Turn<V> join(K key) {
        boolean idle;
        Turn<V> turn;
        synchronized (this) {
            Optional<Turn<V>> waiting = turns.get(key);
            idle = waiting == null;
            turn = idle ? Turn.mine() : waiting.orElseGet(Turn::mine);
            turns.put(key, Optional.of(turn));
        }
        if (idle) {
            startSoon(key, turn);
        }
        return turn;
    }

    /** Not at once: those who came over other connections in the same moment are about to ask too. */
    private void startSoon(K key, Turn<V> turn) {
        SharedResult.soonIn(turn.context(), () -> start(key));
    }

    private void start(K key) {
        Turn<V> turn = take(key);
        turn.result()
                .settleBy(Uni.createFrom()
                        .deferred(() -> reading.apply(key))
                        .onTermination()
                        .invoke(() -> done(key)));
    }

    /** From here on nobody joins. */
    private synchronized Turn<V> take(K key) {
        return turns.put(key, Optional.empty()).orElseThrow();
    }

    private void done(K key) {
        waiting(key).ifPresent(next -> startSoon(key, next));
    }

    private synchronized Optional<Turn<V>> waiting(K key) {
        Optional<Turn<V>> waiting = turns.get(key);
        if (waiting.isEmpty()) {
            turns.remove(key);
        }
        return waiting;
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
