package dev.tally.correction;

import dev.tally.aggregate.RollFold;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.ingest.EventsStored;
import dev.tally.ingest.OneEvent;
import dev.tally.ingest.PricedEvent;
import dev.tally.model.Account;
import dev.tally.model.UsageEvent;
import dev.tally.rollup.CellChanges;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.Optional;

/** Voids and corrects events, whether they are pending or in cells. */
@ApplicationScoped
class Corrections {
    private static final int MOST_ATTEMPTS = 5;

    private final CorrectionStore store;
    private final OneEvent events;
    private final Event<EventsStored> stored;

    Corrections(CorrectionStore store, OneEvent events, Event<EventsStored> stored) {
        this.store = store;
        this.events = events;
        this.stored = stored;
    }

    /** Makes it as if an event had never been. Fails when there is no such event. */
    Uni<Void> voidEvent(Account account, String eventId, Author author, Instant now) {
        return store.inTurn(
                account, Optional.empty(), transaction -> transaction.horizon().chain(horizon -> found(
                                transaction, eventId, horizon)
                        .call(event -> takeOut(transaction, event, Optional.empty(), horizon))
                        .chain(event -> transaction.record(
                                new EventChange(eventId, now, author, event.content(), Optional.empty())))));
    }

    /**
     * Makes it as if an event had been something else. One that says no time keeps the time that it has.
     *
     * @return whether that is a change
     */
    Uni<Boolean> correct(Account account, UsageEvent event, Author author, Instant now) {
        return store.timeOf(account.id(), event.id())
                .map(stored -> stored.orElseThrow(Corrections::unknown))
                .chain(stored -> events.priced(account, event.timeAssigned() ? event.at(stored) : event))
                .chain(priced -> store.inTurn(
                        account, Optional.of(priced), transaction -> correct(transaction, priced, author, now)))
                .onFailure(MovedException.class)
                .retry()
                .atMost(MOST_ATTEMPTS)
                .invoke(changed -> {
                    if (changed) {
                        stored.fire(new EventsStored(account.id(), 1));
                    }
                });
    }

    private static Uni<Boolean> correct(
            CorrectionTransaction transaction, PricedEvent event, Author author, Instant now) {
        return transaction.horizon().chain(horizon -> found(
                        transaction, event.event().id(), horizon)
                .invoke(stored -> requireKept(event.event(), stored, horizon))
                .chain(stored -> transaction
                        .isEqual(event)
                        .chain(equal -> equal
                                ? Uni.createFrom().item(false)
                                : replace(transaction, stored, event, horizon)
                                        .chain(replaced -> transaction.record(new EventChange(
                                                stored.id(),
                                                now,
                                                author,
                                                stored.content(),
                                                Optional.of(replaced.content()))))
                                        .replaceWith(true))));
    }

    private static Uni<StoredEvent> replace(
            CorrectionTransaction transaction, StoredEvent stored, PricedEvent event, Optional<Instant> horizon) {
        return takeOut(transaction, stored, Optional.of(event), horizon).chain(() -> transaction.store(event));
    }

    private static Uni<StoredEvent> found(
            CorrectionTransaction transaction, String eventId, Optional<Instant> horizon) {
        return transaction.find(eventId).map(found -> found.filter(
                        event -> horizon.filter(event.time()::isBefore).isEmpty())
                .orElseThrow(Corrections::unknown));
    }

    /** Deletes an event, and what it left in units of work and cells. */
    private static Uni<Void> takeOut(
            CorrectionTransaction transaction,
            StoredEvent event,
            Optional<PricedEvent> replacement,
            Optional<Instant> horizon) {
        RollFold units = new RollFold();
        return transaction
                .delete(event, replacement, horizon)
                .invoke(changes -> changes.forEach(units::add))
                .chain(() -> event.pending() ? Uni.createFrom().voidItem() : repairCells(transaction, event))
                .chain(() -> units.isEmpty() ? Uni.createFrom().voidItem() : rollUnits(transaction, units))
                .chain(() -> transaction.changed(event, units));
    }

    private static Uni<Void> repairCells(CorrectionTransaction transaction, StoredEvent event) {
        return CellChanges.repair(transaction.cells(), event.time(), event.dimensions())
                .replaceWithVoid();
    }

    private static Uni<Void> rollUnits(CorrectionTransaction transaction, RollFold units) {
        return CellChanges.add(transaction.cells(), units)
                .chain(() -> transaction.cells().unitsRolled(units.unitChanges()));
    }

    private static void requireKept(UsageEvent event, StoredEvent stored, Optional<Instant> horizon) {
        if (event.timeAssigned() && !event.time().equals(stored.time())) {
            throw new MovedException();
        }
        horizon.filter(event.time()::isBefore).ifPresent(start -> {
            throw OneEvent.tooOld(start);
        });
    }

    private static FailureException unknown() {
        return new FailureException(FailureKind.NOT_FOUND, "There is no such event");
    }

    /** Somebody else gave the event another time since it was looked up. */
    private static final class MovedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MovedException() {
            super("the event has another time now", null, false, false);
        }
    }
}
