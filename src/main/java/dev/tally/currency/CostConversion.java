package dev.tally.currency;

import dev.tally.currency.CurrencyRates.Moment;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.model.Account;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Expresses an account's costs in the currency that a dialect's contract fixes. */
@ApplicationScoped
public class CostConversion {
    private final CurrencyRates rates;

    CostConversion(CurrencyRates rates) {
        this.rates = rates;
    }

    /**
     * Converts amounts from the account's reporting currency at the rate of {@code at}.
     *
     * <p>Fails with a {@link FailureException} when there is no such rate: no number is better than a wrong one.
     */
    public Uni<UnaryOperator<BigDecimal>> to(String currency, Account account, Instant at) {
        if (account.currency().equals(currency)) {
            return Uni.createFrom().item(UnaryOperator.identity());
        }
        return rates.into(currency, List.of(new Moment(account.currency(), at)))
                .map(found -> found.get(0)
                        .orElseThrow(() -> new FailureException(
                                FailureKind.UNPROCESSABLE,
                                "There is no currency rate from " + account.currency() + " to " + currency)))
                .map(rate -> amount -> amount.multiply(rate));
    }
}
