package dev.tally.query;

import dev.tally.model.MeteredEvent;
import dev.tally.model.UnitOfWork;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The stored usage as it was at one moment: everything read from one snapshot is consistent. */
public interface UsageSnapshot {
    /** When the account's first event happened. */
    Uni<Optional<Instant>> firstEventAt(UUID accountId);

    /** The events that a query matches, in no order. */
    Multi<MeteredEvent> events(UsageQuery query);

    /**
     * The units of work that started in a query's window, each once, with those of their uses that match the query's
     * filters; units without such a use are left out.
     */
    Multi<UnitOfWork> units(UsageQuery query);
}
