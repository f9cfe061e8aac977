package dev.tally.http;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Puts exact decimals into the form in which an API's clients are used to seeing numbers. */
public final class Decimals {
    private Decimals() {}

    /** Without trailing zeros and never with an exponent: {@code 38.50} is {@code 38.5}, {@code 1E+3} is {@code 1000}. */
    public static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped;
    }

    /** As {@link #plain}, but always with a decimal point: {@code 37500} is {@code 37500.0}. */
    public static BigDecimal pointed(BigDecimal value) {
        BigDecimal plain = plain(value);
        return plain.scale() < 1 ? plain.setScale(1, RoundingMode.UNNECESSARY) : plain;
    }

    /** {@code part / whole}, rounded half-even; 0 where there is no whole. */
    public static BigDecimal ratio(BigDecimal part, BigDecimal whole, int decimals) {
        return whole.signum() == 0 ? BigDecimal.ZERO : part.divide(whole, decimals, RoundingMode.HALF_EVEN);
    }
}
