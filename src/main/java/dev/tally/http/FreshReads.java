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
    private final Map<K, Optional<Read<V>>> reads = new HashMap<>();

    /** @param reading reads the present value of a key */
    public FreshReads(Function<K, Uni<V>> reading) {
        this.reading = reading;
    }

    /** The value of a key, by a read that starts after the subscription. */
    public Uni<V> read(K key) {
        return Uni.createFrom().emitter(emitter -> join(key).result().tell(emitter));
    }

    /** The read to wait for, which is that of those who wait already, if there are any. */
    private Read<V> join(K key) {
        boolean idle;
        Read<V> read;
        synchronized (this) {
            Optional<Read<V>> waiting = reads.get(key);
            idle = waiting == null;
            read = idle ? Read.mine() : waiting.orElseGet(Read::mine);
            reads.put(key, Optional.of(read));
        }
        if (idle) {
            startSoon(key, read);
        }
        return read;
    }

    /** Not at once: those who came over other connections in the same moment are about to ask too. */
    private void startSoon(K key, Read<V> read) {
        SharedResult.soonIn(read.context(), () -> start(key));
    }

    private void start(K key) {
        Read<V> read = take(key);
        read.result()
                .settleBy(Uni.createFrom()
                        .deferred(() -> reading.apply(key))
                        .onTermination()
                        .invoke(() -> done(key)));
    }

    /** From here on nobody joins. */
    private synchronized Read<V> take(K key) {
        return reads.put(key, Optional.empty()).orElseThrow();
    }

    private void done(K key) {
        waiting(key).ifPresent(next -> startSoon(key, next));
    }

    private synchronized Optional<Read<V>> waiting(K key) {
        Optional<Read<V>> waiting = reads.get(key);
        if (waiting.isEmpty()) {
            reads.remove(key);
        }
        return waiting;
    }

    /**
     * One read.
     *
     * @param context that of the first who waits for it, whose request it is done for
     */
    private record Read<V>(SharedResult<V> result, Context context) {
        static <V> Read<V> mine() {
            return new Read<>(new SharedResult<>(), Vertx.currentContext());
        }
    }
}
