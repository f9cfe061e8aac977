package dev.tally.currency;

import java.math.BigDecimal;
import java.util.function.UnaryOperator;

/**
 * Turns amounts of one currency into those of another.
 *
 * @param rate how much of the other currency one unit of the first is
 */
public record Conversion(BigDecimal rate) implements UnaryOperator<BigDecimal> {
    /** From a currency to itself. */
    public static final Conversion NONE = new Conversion(BigDecimal.ONE);

    @Override
    public BigDecimal apply(BigDecimal amount) {
        return amount.multiply(rate);
    }
}
