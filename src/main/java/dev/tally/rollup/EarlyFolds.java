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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Folds events while they are in memory, once they are committed, so that a roll need not read them back. They only ever save
 * that: a roll takes a fold where all of its batches are among those that it rolls, as they were stored, and reads every other
 * batch.
 *
 * <p>An account that several instances store and roll would be folded by all of them, and rolled by one. Whoever comes too late
 * folds nothing of that account for a while. Where rolls do not come by themselves nothing is folded: they may come late, or to
 * another instance, and nobody gives time to do it in.
 */
@ApplicationScoped
class EarlyFolds {
    /** All accounts together hold so many sums, about, as a part of what one roll may. */
    private static final int PART = 4;

    /** A batch has so many events at most, as a part of those sums, which are looked at before each batch. */
    private static final int PART_OF_SUMS = 8;

    private static final int MOST_WAITING_EVENTS = 10_000;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** Rolls come sooner where they come from here. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** From when a roll lists a committed batch until it is known here that it is committed, at most. */
    private static final Duration NEWS_TAKE = Duration.ofSeconds(10);

    private static final int MOST_PAUSED = 100_000;
    private static final int MOST_ROLLED = 10_000;

    private final RollConfig config;
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

    /** Batches that a roll listed, which may not be known here yet. */
    private final Cache<Long, Boolean> rolled = Caffeine.newBuilder()
            .expireAfterWrite(NEWS_TAKE)
            .maximumSize(MOST_ROLLED)
            .build();

    EarlyFolds(RollConfig config, Vertx vertx, Clock clock, RollMeters meters) {
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
        this.mostSums = MostSums.ofOneRoll(config) / PART;
        meters.watchEarly(sums::get);
    }

    void start(@Observes DatabaseReady event) {
        vertx.setPeriodic(LONGEST.toMillis(), timer -> onWorker(this::forgetOld));
    }

    void stored(@Observes EventsStored events) {
        UUID accountId = events.accountId();
        if (config.automatic() && paused.getIfPresent(accountId) == null) {
            events.batches().forEach(batch -> foldSoon(accountId, batch));
        }
    }

    /** What waits for that is no more of the events than it takes. */
    private void foldSoon(UUID accountId, StoredBatch stored) {
        int events = stored.events().size();
        if (events > mostSums / PART_OF_SUMS || waitingEvents.get() + events > MOST_WAITING_EVENTS) {
            return;
        }
        PendingBatch batch = new PendingBatch(stored.id(), events, stored.storedAt());
        List<PendingEvent> pending =
                stored.events().stream().map(PendingEvent::of).toList();
        waitingEvents.addAndGet(events);
        boolean accepted = onWorker(() -> {
            try {
                fold(accountId, batch, pending);
            } finally {
                waitingEvents.addAndGet(-events);
            }
        });
        if (!accepted) {
            waitingEvents.addAndGet(-events);
        }
    }

    private void fold(UUID accountId, PendingBatch batch, List<PendingEvent> events) {
        if (sums.get() < mostSums) {
            EarlyFold fold = folds.computeIfAbsent(accountId, id -> new EarlyFold(clock.instant(), config.maxEvents()));
            sums.addAndGet(fold.add(batch, events, id -> rolled.getIfPresent(id) != null));
        }
    }

    /** How many events of an account are folded. */
    long events(UUID accountId) {
        return Optional.ofNullable(folds.get(accountId)).map(EarlyFold::events).orElse(0L);
    }

    /** What was folded of an account until now, for one roll; may wait for a batch that is being folded. */
    Optional<EarlyFold> take(UUID accountId) {
        Optional<EarlyFold> fold = Optional.ofNullable(folds.remove(accountId));
        fold.ifPresent(some -> sums.addAndGet(-some.end()));
        return fold;
    }

    /** Batches of an account are listed for a roll without having been folded here, and need not be any more. */
    void rolling(UUID accountId, Collection<Long> batches) {
        batches.forEach(batch -> rolled.put(batch, true));
        EarlyFold fold = folds.get(accountId);
        if (fold != null && fold.hasOneOf(Set.copyOf(batches))) {
            take(accountId);
        }
    }

    /** Folds nothing of an account for a while: somebody else rolls it, or changes what was rolled. */
    void pause(UUID accountId) {
        paused.put(accountId, true);
        onWorker(() -> take(accountId));
    }

    /** Whoever rolls them does so somewhere else, or has too much to do. */
    private void forgetOld() {
        Instant oldest = clock.instant().minus(LONGEST);
        List.copyOf(folds.entrySet()).stream()
                .filter(fold -> fold.getValue().since().isBefore(oldest))
                .forEach(fold -> pause(fold.getKey()));
    }

    /** False where the service stops. */
    private static boolean onWorker(Runnable work) {
        try {
            Infrastructure.getDefaultWorkerPool().execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}
