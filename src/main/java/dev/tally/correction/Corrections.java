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
import java.util.List;
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
                account,
                Optional.empty(),
                transaction -> transaction.cells().keptSince().chain(keptSince -> found(transaction, eventId, keptSince)
                        .call(event -> takeOut(transaction, event, Optional.empty(), keptSince))
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
                        stored.fire(new EventsStored(account.id(), 1, List.of()));
                    }
                });
    }

    private static Uni<Boolean> correct(
            CorrectionTransaction transaction, PricedEvent event, Author author, Instant now) {
        return transaction.cells().keptSince().chain(keptSince -> found(
                        transaction, event.event().id(), keptSince)
                .invoke(stored -> requireKept(event.event(), stored, keptSince))
                .chain(stored -> transaction
                        .isEqual(event)
                        .chain(equal -> equal
                                ? expect(transaction, event).replaceWith(false)
                                : replace(transaction, stored, event, keptSince)
                                        .chain(replaced -> transaction.record(new EventChange(
                                                stored.id(),
                                                now,
                                                author,
                                                stored.content(),
                                                Optional.of(replaced.content()))))
                                        .replaceWith(true))));
    }

    /** Where the event has no time, it is known already as it was posted. */
    private static Uni<Void> expect(CorrectionTransaction transaction, PricedEvent event) {
        return event.event().timeAssigned() ? Uni.createFrom().voidItem() : transaction.expect(event);
    }

    private static Uni<StoredEvent> replace(
            CorrectionTransaction transaction, StoredEvent stored, PricedEvent event, Optional<Instant> keptSince) {
        return takeOut(transaction, stored, Optional.of(event), keptSince).chain(() -> transaction.store(event));
    }

    private static Uni<StoredEvent> found(
            CorrectionTransaction transaction, String eventId, Optional<Instant> keptSince) {
        return transaction.find(eventId).map(found -> found.filter(
                        event -> keptSince.filter(event.time()::isBefore).isEmpty())
                .orElseThrow(Corrections::unknown));
    }

    /** Deletes an event, and what it left in units of work and cells. */
    private static Uni<Void> takeOut(
            CorrectionTransaction transaction,
            StoredEvent event,
            Optional<PricedEvent> replacement,
            Optional<Instant> keptSince) {
        RollFold units = new RollFold();
        return transaction
                .delete(event, replacement, keptSince)
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

    private static void requireKept(UsageEvent event, StoredEvent stored, Optional<Instant> keptSince) {
        if (event.timeAssigned() && !event.time().equals(stored.time())) {
            throw new MovedException();
        }
        keptSince.filter(event.time()::isBefore).ifPresent(start -> {
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
