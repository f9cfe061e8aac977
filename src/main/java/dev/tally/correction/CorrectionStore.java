package dev.tally.correction;

import dev.tally.ingest.PricedEvent;
import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Where events are changed, and what is known of earlier changes. */
public interface CorrectionStore {
    /** The time of the event with an id; empty where there is none. */
    Uni<Optional<Instant>> timeOf(UUID accountId, String eventId);

    /**
     * Does something in a transaction that has the cells of an account to itself, once others of their kind have ended. What
     * can succeed at another attempt is done again, as a whole.
     *
     * @param replacement the event that the transaction is going to store, if it stores one
     * @return the result, once it is committed
     */
    <T> Uni<T> inTurn(Account account, Optional<PricedEvent> replacement, Function<CorrectionTransaction, Uni<T>> work);

    /**
     * The changes of an event, oldest first, with the number of each.
     *
     * @param after the number of the change after which to begin
     */
    Uni<List<NumberedChange>> changes(UUID accountId, String eventId, long after, int most);

    /** A change with its number; later changes of the account have greater ones. */
    record NumberedChange(long number, EventChange change) {}
}
