package dev.tally.rollup;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Where cells are kept, and the queue of what is to be added to them. */
public interface RollStore {
    /**
     * Does something in a transaction that has the cells of an account to itself.
     *
     * @return the result, once it is committed; empty where another such transaction of the account is under way
     */
    <T> Uni<Optional<T>> alone(UUID accountId, Function<RollTransaction, Uni<T>> work);

    /**
     * As {@link #alone}, once other such transactions of the account have ended. What can succeed at another attempt is done
     * again, as a whole.
     */
    <T> Uni<T> inTurn(UUID accountId, Function<RollTransaction, Uni<T>> work);

    /** How much there is to roll. */
    Uni<Backlog> backlog();

    /** Some of the accounts that have pending batches, those with the oldest first. */
    Uni<List<UUID>> accountsWithPendingBatches(int most);
}
