package dev.tally.contract;

import java.math.BigDecimal;

/** Deals a whole out to sharers, so that a test's many small values add up to one that is known. */
final class Shares {
    private Shares() {}

    /**
     * What one of some sharers gets: all get the same, and what is left over goes to the first, one each. The shares add
     * up to the whole exactly.
     */
    static long of(long whole, int sharers, int index) {
        return whole / sharers + (index < whole % sharers ? 1 : 0);
    }

    /** As {@link #of}, in hundredths. */
    static BigDecimal of(String whole, int sharers, int index) {
        return BigDecimal.valueOf(of(new BigDecimal(whole).movePointRight(2).longValueExact(), sharers, index), 2);
    }
}
