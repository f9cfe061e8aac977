package dev.tally.currency;

import dev.tally.currency.CurrencyRates.Moment;
import dev.tally.http.FreshReads;
import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Expresses an account's costs in the currency that a dialect's contract fixes. */
@ApplicationScoped
public class CostConversion {
    private final FreshReads<Wanted, Optional<BigDecimal>> rates;

    CostConversion(CurrencyRates rates) {
        this.rates = new FreshReads<>(wanted ->
                rates.into(wanted.currency(), List.of(wanted.moment())).map(found -> found.get(0)));
    }

    /** Converts amounts from the account's reporting currency at the rate of {@code at}. */
    public Uni<Conversion> to(String currency, Account account, Instant at) {
        if (account.currency().equals(currency)) {
            return Uni.createFrom().item(Conversion.NONE);
        }
        return rates.read(new Wanted(currency, new Moment(account.currency(), at)))
                .map(rate -> new Conversion(account.currency(), currency, rate));
    }

    private record Wanted(String currency, Moment moment) {}
}
