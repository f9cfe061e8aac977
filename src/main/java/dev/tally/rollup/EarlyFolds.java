package dev.tally.rollup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tally.ingest.EventsStored;
import dev.tally.ingest.StoredBatch;
import dev.tally.ops.DatabaseReady;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Folds events while they are in memory, once they are committed, so that a roll need not read them back. They only ever save
 * that: a roll takes a fold where all of its batches are still pending as they were stored, and reads every other batch.
 *
 * <p>An account that several instances store and roll would be folded by all of them, and rolled by one. Whoever comes too late
 * folds nothing of that account for a while.
 */
@ApplicationScoped
class EarlyFolds {
    /** All accounts together hold so many sums, as a part of what one roll may. */
    private static final int PART = 4;

    private static final int MOST_WAITING_EVENTS = 20_000;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** Rolls come sooner, or from somewhere else. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** From when a roll lists a committed batch until it is known here that it is committed, at most. */
    private static final Duration NEWS_TAKE = Duration.ofSeconds(10);

    private static final int MOST_PAUSED = 100_000;
    private static final int MOST_ROLLED = 10_000;

    private final Vertx vertx;
    private final Clock clock;
    private final int mostSums;
    private final Map<UUID, EarlyFold> folds = new ConcurrentHashMap<>();
    private final AtomicInteger sums = new AtomicInteger();
    private final AtomicInteger waitingEvents = new AtomicInteger();

    private final Cache<UUID, Boolean> paused = Caffeine.newBuilder()
            .expireAfterWrite(PAUSE)
            .maximumSize(MOST_PAUSED)
            .build();

    /** Batches that a roll reads, which may not be known here yet. */
    private final Cache<Long, Boolean> rolled = Caffeine.newBuilder()
            .expireAfterWrite(NEWS_TAKE)
            .maximumSize(MOST_ROLLED)
            .build();

    EarlyFolds(RollConfig config, Vertx vertx, Clock clock, RollMeters meters) {
        this.vertx = vertx;
        this.clock = clock;
        this.mostSums = MostSums.ofOneRoll(config) / PART;
        meters.watchEarly(sums::get);
    }

    void start(@Observes DatabaseReady event) {
        vertx.setPeriodic(LONGEST.toMillis(), timer -> forgetOld());
    }

    void stored(@Observes EventsStored events) {
        if (paused.getIfPresent(events.accountId()) == null) {
            events.batches().forEach(batch -> foldSoon(events.accountId(), batch));
        }
    }

    private void foldSoon(UUID accountId, StoredBatch batch) {
        int events = batch.events().size();
        if (sums.get() < mostSums && waitingEvents.get() + events <= MOST_WAITING_EVENTS) {
            waitingEvents.addAndGet(events);
            Infrastructure.getDefaultWorkerPool().execute(() -> {
                try {
                    fold(accountId, batch);
                } finally {
                    waitingEvents.addAndGet(-events);
                }
            });
        }
    }

    private void fold(UUID accountId, StoredBatch batch) {
        EarlyFold fold = folds.computeIfAbsent(accountId, id -> new EarlyFold(clock.instant()));
        sums.addAndGet(fold.add(batch, id -> rolled.getIfPresent(id) != null));
    }

    /** What was folded of an account until now, for one roll; may wait for a batch that is being folded. */
    Optional<EarlyFold> take(UUID accountId) {
        Optional<EarlyFold> fold = Optional.ofNullable(folds.remove(accountId));
        fold.ifPresent(some -> sums.addAndGet(-some.end()));
        return fold;
    }

    /** Batches of an account are being rolled without having been folded here, and need not be any more. */
    void rolling(UUID accountId, Collection<Long> batches) {
        batches.forEach(batch -> rolled.put(batch, true));
        EarlyFold fold = folds.get(accountId);
        if (fold != null && fold.hasOneOf(Set.copyOf(batches))) {
            take(accountId);
        }
    }

    /** Somebody else changes what is pending of an account: it is not worth while to fold it here. */
    void pause(UUID accountId) {
        paused.put(accountId, true);
        take(accountId);
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(LONGEST);
        List.copyOf(folds.entrySet()).stream()
                .filter(fold -> fold.getValue().since().isBefore(oldest))
                .forEach(fold -> take(fold.getKey()));
    }
}
