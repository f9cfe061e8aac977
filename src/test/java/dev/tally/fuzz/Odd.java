package dev.tally.fuzz;

/**
 * A value that somebody might send.
 *
 * @param text as it stands in the request: percent-encoded in a URL, a token in JSON
 * @param wellFormed whether what is around it can still be read
 */
record Odd(String text, Fate fate, boolean wellFormed) {
    static Odd of(String text, Fate fate) {
        return new Odd(text, fate, true);
    }

    /** A token that is none, so that the JSON around it is not JSON either. */
    static Odd broken(String text) {
        return new Odd(text, Fate.REFUSED, false);
    }
}
