package dev.tally.cli;

/** The command line makes no sense; the message says what does, in one line. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageError(String message) {
        super(message);
    }
}
