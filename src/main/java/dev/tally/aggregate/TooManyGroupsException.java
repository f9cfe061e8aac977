package dev.tally.aggregate;

/** A fold was asked for more groups than it may keep. */
public final class TooManyGroupsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyGroupsException(int most) {
        super("more than " + most + " groups");
    }
}
