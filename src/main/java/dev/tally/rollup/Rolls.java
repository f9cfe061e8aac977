package dev.tally.rollup;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Rolls accounts for whoever asks. Those who ask for an account that is being rolled share the roll after that one. */
@ApplicationScoped
public class Rolls {
    private static final int MOST_ACCOUNTS = 10_000;

    private final Roller roller;
    private final RollStore store;

    private final Map<UUID, Uni<Rolled>> running = new ConcurrentHashMap<>();

    Rolls(Roller roller, RollStore store) {
        this.roller = roller;
        this.store = store;
    }

    /**
     * Rolls everything of an account that was pending when this was called, except for what another instance is rolling
     * meanwhile.
     */
    public Uni<Rolled> roll(UUID accountId) {
        return Uni.createFrom().deferred(() -> {
            Uni<Rolled> earlier = running.get(accountId);
            return earlier == null
                    ? start(accountId)
                    : earlier.onFailure().recoverWithItem(Rolled.NOTHING).chain(() -> start(accountId));
        });
    }

    /** Rolls everything that is pending, account by account. */
    public Uni<Rolled> rollAll() {
        return store.accountsWithPendingBatches(MOST_ACCOUNTS)
                .onItem()
                .transformToMulti(accounts -> Multi.createFrom().iterable(accounts))
                .onItem()
                .transformToUniAndConcatenate(this::roll)
                .collect()
                .with(Collectors.reducing(Rolled.NOTHING, Rolled::plus));
    }

    /** Drops the cells of an account and rolls them again from its events. */
    public Uni<Rolled> rebuild(UUID accountId) {
        return roller.rebuild(accountId);
    }

    private Uni<Rolled> start(UUID accountId) {
        return running.computeIfAbsent(accountId, account -> untilQueueWasEmpty(account, Rolled.NOTHING)
                .onTermination()
                .invoke(() -> running.remove(account))
                .memoize()
                .indefinitely());
    }

    /** Events that come in meanwhile are for the next roll: otherwise this one might never end. */
    private Uni<Rolled> untilQueueWasEmpty(UUID accountId, Rolled before) {
        return roller.rollOnce(accountId).chain(step -> {
            Rolled all = step.map(RollStep::rolled).map(before::plus).orElse(before);
            return step.isEmpty() || step.get().isLast()
                    ? Uni.createFrom().item(all)
                    : untilQueueWasEmpty(accountId, all);
        });
    }
}
