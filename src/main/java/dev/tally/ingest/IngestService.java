package dev.tally.ingest;

import dev.tally.http.Failure;
import dev.tally.http.FailureException;
import dev.tally.ingest.DecodedEvent.Refused;
import dev.tally.ingest.DecodedEvent.Valid;
import dev.tally.ingest.EventStore.Outcome;
import dev.tally.model.Account;
import dev.tally.model.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Records decoded events, whatever protocol they came by. */
@ApplicationScoped
class IngestService {
    private static final int MOST_ATTEMPTS = 3;
    private static final Comparator<EventError> AS_IN_BODY = Comparator.comparingLong(EventError::index);

    private final Pricing pricing;
    private final StoreQueue queue;
    private final IngestConfig config;
    private final IngestMeters meters;
    private final EventStore store;
    private final Pace pace;

    /** As far as is known here: to refuse what the store would, without asking it. */
    private volatile Optional<Instant> keptSince = Optional.empty();

    IngestService(
            Pricing pricing, StoreQueue queue, IngestConfig config, IngestMeters meters, EventStore store, Pace pace) {
        this.pricing = pricing;
        this.queue = queue;
        this.config = config;
        this.meters = meters;
        this.store = store;
        this.pace = pace;
    }

    /**
     * Records the good events of each batch for the caller's account, one batch after the other; asks for the next once one is
     * committed. A {@link FailureException} that ends the batches early says what was recorded before.
     */
    Uni<IngestResult> recordGood(Caller caller, Multi<List<DecodedEvent>> batches) {
        AtomicBoolean begun = new AtomicBoolean();
        IngestTotal total = new IngestTotal(config.maxErrors());
        return batches.onItem()
                .transformToUniAndConcatenate(batch -> recordInTurn(caller, batch, begun.getAndSet(true)))
                .onItem()
                .invoke(meters::count)
                .onItem()
                .invoke(total::add)
                .onItem()
                .ignoreAsUni()
                .map(done -> total.result())
                .onFailure(e -> e instanceof FailureException && !total.isEmpty())
                .transform(e -> after(total, ((FailureException) e).failure()));
    }

    private static FailureException after(IngestTotal part, Failure failure) {
        return new FailureException(failure.withMessage(failure.message() + "; before that, " + part.words()));
    }

    private Uni<IngestResult> recordInTurn(Caller caller, List<DecodedEvent> batch, boolean begun) {
        Account account = caller.account().orElseThrow();
        if (begun) {
            return pace.next(caller, batch.size()).chain(() -> recordBatch(account, batch, false, true));
        }
        pace.begin(caller, batch.size());
        return recordBatch(account, batch, false, false);
    }

    /** Records all of the events for the caller's account, or none where one of them is refused. */
    Uni<IngestResult> recordAll(Caller caller, List<DecodedEvent> events) {
        pace.begin(caller, events.size());
        return recordBatch(caller.account().orElseThrow(), events, true, false)
                .invoke(meters::count)
                .map(this::listed);
    }

    private IngestResult listed(IngestResult result) {
        IngestTotal total = new IngestTotal(config.maxErrors());
        total.add(result);
        return total.result();
    }

    /** An event that is too old makes the store refuse all that it came with; what to refuse is known at the next attempt. */
    private Uni<IngestResult> recordBatch(Account account, List<DecodedEvent> batch, boolean atomic, boolean begun) {
        return Uni.createFrom()
                .deferred(() -> recordKept(account, withoutTooOld(batch), atomic, begun))
                .onFailure(TooOldException.class)
                .call(() -> store.keptSince().invoke(since -> keptSince = since))
                .onFailure(TooOldException.class)
                .retry()
                .atMost(MOST_ATTEMPTS);
    }

    private List<DecodedEvent> withoutTooOld(List<DecodedEvent> batch) {
        return keptSince
                .map(since ->
                        batch.stream().map(event -> unlessTooOld(event, since)).toList())
                .orElse(batch);
    }

    private static DecodedEvent unlessTooOld(DecodedEvent event, Instant since) {
        return event instanceof Valid valid && valid.event().time().isBefore(since)
                ? new Refused(EventError.tooOld(valid.index(), valid.event().id(), since))
                : event;
    }

    private Uni<IngestResult> recordKept(Account account, List<DecodedEvent> batch, boolean atomic, boolean begun) {
        List<EventError> refused =
                only(Refused.class, batch).stream().map(Refused::error).toList();
        return pricing.price(account, only(Valid.class, batch)).chain(priced -> {
            List<EventError> errors = sorted(refused, priced.refused());
            if (priced.events().isEmpty() || (atomic && !errors.isEmpty())) {
                return Uni.createFrom().item(IngestResult.refused(0, errors));
            }
            return queue.store(new Submission(account, priced.prices(), atomic, begun))
                    .map(outcomes -> result(errors, priced.events(), outcomes, atomic));
        });
    }

    private static IngestResult result(
            List<EventError> refused, List<Valid> events, List<Outcome> outcomes, boolean atomic) {
        List<EventError> conflicts = IntStream.range(0, events.size())
                .filter(i -> outcomes.get(i) == Outcome.CONFLICT)
                .mapToObj(i -> conflict(events.get(i)))
                .toList();
        long duplicates = Collections.frequency(outcomes, Outcome.DUPLICATE);
        List<EventError> errors = sorted(refused, conflicts);
        return atomic && !errors.isEmpty()
                ? IngestResult.refused(duplicates, errors)
                : new IngestResult(
                        Collections.frequency(outcomes, Outcome.RECORDED), duplicates, errors.size(), errors);
    }

    private static EventError conflict(Valid event) {
        return event.refused(
                "id", ErrorCode.CONFLICT, "'id' was recorded before with other content; events are never changed");
    }

    private static List<EventError> sorted(List<EventError> some, List<EventError> others) {
        return Stream.concat(some.stream(), others.stream()).sorted(AS_IN_BODY).toList();
    }

    private static <T> List<T> only(Class<T> kind, List<DecodedEvent> batch) {
        return batch.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
