package dev.tally.currency;

import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Turns amounts of one currency into those of another. Nothing is nothing in any currency; to turn anything else throws a
 * {@link FailureException} where there is no rate, as no number is better than a wrong one.
 *
 * @param rate how much of the other currency one unit of the first is; empty where that is not known
 */
public record Conversion(String from, String to, Optional<BigDecimal> rate) implements UnaryOperator<BigDecimal> {
    /** From a currency to itself. */
    public static final Conversion NONE = new Conversion("", "", Optional.of(BigDecimal.ONE));

    @Override
    public BigDecimal apply(BigDecimal amount) {
        return rate.map(amount::multiply).orElseGet(() -> withoutRate(amount));
    }

    private BigDecimal withoutRate(BigDecimal amount) {
        if (amount.signum() != 0) {
            throw new FailureException(
                    FailureKind.UNPROCESSABLE, "There is no currency rate from " + from + " to " + to);
        }
        return amount;
    }
}
