package dev.tally.aggregate;

import java.math.BigDecimal;

/**
 * A sum of decimal numbers, exact. As long as it fits, it is kept as a long and a scale, which needs no memory for each
 * addition as {@link BigDecimal} does. Not thread-safe.
 */
final class DecimalSum {
    private static final int LONG_DIGITS = 18;
    private static final long[] POWERS_OF_TEN = new long[LONG_DIGITS + 1];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i <= LONG_DIGITS; i++) {
            POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
        }
    }

    private long unscaled;
    private int scale;

    /** The whole sum, once it has left the range of a long. */
    private BigDecimal large;

    /** The digits come out of a whole number as they are kept, where {@link BigDecimal#unscaledValue} makes others of them. */
    void add(BigDecimal number) {
        if (number.precision() <= LONG_DIGITS) {
            add(number.scaleByPowerOfTen(number.scale()).longValue(), number.scale());
        } else {
            large = value().add(number);
        }
    }

    /** Adds {@code otherUnscaled × 10^-otherScale}. */
    void add(long otherUnscaled, int otherScale) {
        if (otherUnscaled == 0) {
            return;
        }
        if (large != null || !fits(otherUnscaled, otherScale)) {
            large = value().add(BigDecimal.valueOf(otherUnscaled, otherScale));
        }
    }

    void add(DecimalSum other) {
        if (other.large == null) {
            add(other.unscaled, other.scale);
        } else {
            large = value().add(other.large);
        }
    }

    boolean isZero() {
        return large == null ? unscaled == 0 : large.signum() == 0;
    }

    BigDecimal value() {
        return large == null ? BigDecimal.valueOf(unscaled, scale) : large;
    }

    void write(CellOutput output) {
        if (large == null) {
            output.writeDecimal(unscaled, scale);
        } else {
            output.writeDecimal(large);
        }
    }

    private boolean fits(long otherUnscaled, int otherScale) {
        if (unscaled == 0) {
            unscaled = otherUnscaled;
            scale = otherScale;
            return true;
        }
        int common = Math.max(scale, otherScale);
        if (common - Math.min(scale, otherScale) > LONG_DIGITS) {
            return false;
        }
        try {
            long sum = Math.addExact(
                    Math.multiplyExact(unscaled, POWERS_OF_TEN[common - scale]),
                    Math.multiplyExact(otherUnscaled, POWERS_OF_TEN[common - otherScale]));
            unscaled = sum;
            scale = common;
            return true;
        } catch (ArithmeticException e) {
            return false;
        }
    }
}
