package dev.tally.http;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Lets callers who ask the same thing at the same time share one computation, also one that has begun before they came: the
 * key says everything that the value depends on. A failure is the failure of all who share it, and is forgotten with them.
 */
public final class OneComputation<K, V> {
    private final ConcurrentMap<K, SharedResult<V>> underWay = new ConcurrentHashMap<>();

    /**
     * The value of a key.
     *
     * @param computing computes it, unless somebody does already
     * @param joined is told where somebody does
     */
    public Uni<V> of(K key, Function<K, Uni<V>> computing, Runnable joined) {
        return Uni.createFrom().deferred(() -> {
            SharedResult<V> mine = new SharedResult<>();
            SharedResult<V> others = underWay.putIfAbsent(key, mine);
            if (others != null) {
                joined.run();
                return others.await();
            }
            mine.settleBy(Uni.createFrom()
                    .deferred(() -> computing.apply(key))
                    .onTermination()
                    .invoke(() -> underWay.remove(key, mine)));
            return mine.await();
        });
    }
}
