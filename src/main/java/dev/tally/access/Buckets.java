package dev.tally.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tally.http.Quota;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;

/**
 * A token bucket for each of many keys, all of one {@link Rate}. Their number is bounded: those that are used least go
 * first, and begin full again if they come back.
 */
// Which of its classes a cache is, the library finds by their names; a native image has it where it is said here.
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.SSMS")
final class Buckets<K> {
    private final Rate rate;
    private final TimeMeter time;
    private final Cache<K, Bucket> buckets;

    /** @param most how many keys are remembered */
    Buckets(Rate rate, int most, TimeMeter time) {
        this.rate = rate;
        this.time = time;
        this.buckets =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
    }

    /** Takes one, where there is one. */
    boolean take(K key) {
        return bucket(key).tryConsume(1);
    }

    /** Takes so many, also where there are not enough: then there are none until the debt is paid off. */
    void charge(K key, long amount) {
        bucket(key).consumeIgnoringRateLimits(amount);
    }

    /** How long it takes until there is one; zero where there is. A key that is not remembered stays so. */
    Duration untilOne(K key) {
        Bucket known = buckets.getIfPresent(key);
        return known == null
                ? Duration.ZERO
                : Duration.ofNanos(known.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    Quota quota(K key) {
        long available = bucket(key).getAvailableTokens();
        Duration toFull = rate.period().multipliedBy(rate.amount() - available).dividedBy(rate.amount());
        return new Quota(rate.amount(), Math.max(0, available), toFull);
    }

    private Bucket bucket(K key) {
        return buckets.get(key, unknown -> Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.amount()).refillGreedy(rate.amount(), rate.period()))
                .withCustomTimePrecision(time)
                .build());
    }
}
