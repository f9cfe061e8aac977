package dev.tally.ingest;

import dev.tally.http.Failure;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.ingest.DecodedEvent.Refused;
import dev.tally.ingest.DecodedEvent.Valid;
import dev.tally.model.Account;
import dev.tally.model.UsageEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads an event where a request is about one alone: what is wrong with it is wrong with the request. */
@ApplicationScoped
public class OneEvent {
    private final EventBodies bodies;
    private final Pricing pricing;

    OneEvent(EventBodies bodies, Pricing pricing) {
        this.bodies = bodies;
        this.pricing = pricing;
    }

    /**
     * The event that a body of JSON holds. Fails with a {@link FailureException} that names what is wrong with it.
     *
     * @param id of the event, which the body may leave out
     */
    public Uni<UsageEvent> read(HttpServerRequest request, String id) {
        return bodies.single(request, id).map(decoded -> {
            if (decoded instanceof Refused refused) {
                throw failure(refused.error());
            }
            return ((Valid) decoded).event();
        });
    }

    /** The event with its money in the account's currency. Fails with a {@link FailureException} where no rate is known. */
    public Uni<PricedEvent> priced(Account account, UsageEvent event) {
        return pricing.price(account, List.of(new Valid(0, event))).map(priced -> {
            if (!priced.refused().isEmpty()) {
                throw failure(priced.refused().get(0));
            }
            return priced.prices().get(0);
        });
    }

    /** The refusal of an event from before the time since which events are kept. */
    public static FailureException tooOld(Instant keptSince) {
        return failure(EventError.tooOld(0, null, keptSince));
    }

    private static FailureException failure(EventError error) {
        return new FailureException(new Failure(
                FailureKind.INVALID_REQUEST,
                Optional.ofNullable(error.field()),
                error.message(),
                Optional.of(error.code().text())));
    }
}
