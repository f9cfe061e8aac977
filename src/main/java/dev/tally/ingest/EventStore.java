package dev.tally.ingest;

import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where events are kept: each once, identified by account and id, for as long as it is retained. */
public interface EventStore {
    /** What became of an event. */
    enum Outcome {
        /** It was new, and is committed. */
        RECORDED,
        /** It was there already, with the same content. */
        DUPLICATE,
        /** Its id was there already, with other content. */
        CONFLICT
    }

    /**
     * What storing events came to.
     *
     * @param outcomes one for each event, in their order
     * @param batches of the new events; not all of them where it is not known which batch one is in
     */
    record Stored(List<Outcome> outcomes, List<StoredBatch> batches) {
        public Stored {
            outcomes = List.copyOf(outcomes);
            batches = List.copyOf(batches);
        }
    }

    /**
     * Stores the events in one transaction. Of events with the same id, the first decides what the others are. Fails with a
     * {@link TooOldException} where one of them is from before the time since which events are kept.
     *
     * @param atomic whether a conflict keeps everything from being stored; the outcomes then say what each event would
     *     have been
     * @return what became of them, once it is committed
     */
    Uni<Stored> store(Account account, List<PricedEvent> events, boolean atomic);

    /** Since when events are kept one by one; empty for ever. It only ever becomes later. */
    Uni<Optional<Instant>> keptSince();

    /** How many events of an account are stored and not rolled yet. */
    Uni<Long> pendingEvents(UUID accountId);
}
