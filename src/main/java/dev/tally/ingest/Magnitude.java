package dev.tally.ingest;

import java.math.BigDecimal;

/**
 * Numbers as clients may write them. A few characters can mean a number of a billion digits, so that nothing here writes
 * one out before its size is known.
 */
final class Magnitude {
    /** Amounts are below ten to this power. */
    static final int MOST_INTEGER_DIGITS = 15;

    static final int MOST_DECIMALS = 30;

    private Magnitude() {}

    /** How many digits stand before the point; not positive for a number below 1. */
    static long integerDigits(BigDecimal number) {
        return number.signum() == 0 ? 0 : (long) number.precision() - number.scale();
    }

    /** How many digits stand behind the point, the last of them not 0. */
    static int decimals(BigDecimal number) {
        return Math.max(0, number.stripTrailingZeros().scale());
    }

    /** Whether it is within the bounds of an amount: not negative, not huge, not too fine. */
    static boolean isAmount(BigDecimal number) {
        return number.signum() >= 0
                && integerDigits(number) <= MOST_INTEGER_DIGITS
                && decimals(number) <= MOST_DECIMALS;
    }
}
