package dev.tally.ingest;

import dev.tally.currency.CurrencyRates;
import dev.tally.currency.CurrencyRates.Moment;
import dev.tally.http.Decimals;
import dev.tally.ingest.DecodedEvent.Valid;
import dev.tally.model.Account;
import dev.tally.model.UsageEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Puts the money of events into the account's reporting currency, exactly. */
@ApplicationScoped
class Pricing {
    private final CurrencyRates rates;

    Pricing(CurrencyRates rates) {
        this.rates = rates;
    }

    /** Events that have a price, where each stood in the body, and the events that cannot have one. */
    record Priced(List<Valid> events, List<PricedEvent> prices, List<EventError> refused) {}

    Uni<Priced> price(Account account, List<Valid> events) {
        List<Moment> foreign = events.stream()
                .map(Valid::event)
                .filter(event -> isForeign(event, account))
                .map(event -> new Moment(event.currency(), event.time()))
                .toList();
        Uni<List<Optional<BigDecimal>>> known =
                foreign.isEmpty() ? Uni.createFrom().item(List.of()) : rates.into(account.currency(), foreign);
        return known.map(found -> price(account, events, found.iterator()));
    }

    private static Priced price(Account account, List<Valid> events, Iterator<Optional<BigDecimal>> foreignRates) {
        Priced priced = new Priced(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Valid valid : events) {
            Optional<BigDecimal> rate =
                    isForeign(valid.event(), account) ? foreignRates.next() : Optional.of(BigDecimal.ONE);
            rate.ifPresentOrElse(
                    found -> {
                        priced.events().add(valid);
                        priced.prices().add(at(found, valid.event()));
                    },
                    () -> priced.refused().add(withoutRate(valid, account)));
        }
        return priced;
    }

    private static PricedEvent at(BigDecimal rate, UsageEvent event) {
        return new PricedEvent(
                event, at(rate, event.usage().cost()), at(rate, event.usage().llmCost()));
    }

    private static BigDecimal at(BigDecimal rate, BigDecimal amount) {
        return rate.compareTo(BigDecimal.ONE) == 0 ? amount : Decimals.plain(amount.multiply(rate));
    }

    private static boolean isForeign(UsageEvent event, Account account) {
        return event.currency() != null && !event.currency().equals(account.currency());
    }

    private static EventError withoutRate(Valid valid, Account account) {
        UsageEvent event = valid.event();
        return valid.refused(
                "currency",
                ErrorCode.NO_CURRENCY_RATE,
                "'currency': no rate from " + event.currency() + " to " + account.currency() + " is known for "
                        + event.time());
    }
}
