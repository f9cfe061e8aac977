package dev.tally.aggregate;

/** The number in which each bit says whether one of the things that a cell may hold is there. */
final class CellBits {
    private CellBits() {}

    static boolean has(long bits, int bit) {
        return (bits >>> bit & 1) == 1;
    }

    /** This bit alone, or none. */
    static long bit(boolean set, int bit) {
        return set ? 1L << bit : 0;
    }
}
