package dev.tally.aggregate;

/**
 * The content of a cell as it is stored; the arrays are never changed.
 *
 * <p>Everything but the distribution is in {@code measures}: a byte for the version of the format; a number whose bits say
 * which measures follow, because most are zero in most cells; then those, in the order of the bits. Numbers have the
 * variable length encoding of the DDSketch library (sketches-java), decimals a scale and their digits.
 *
 * @param measures counts and sums
 * @param durations the distribution of the durations; null where none is known
 */
@SuppressWarnings("ArrayRecordComponent")
public record CellBytes(byte[] measures, byte[] durations) {}
