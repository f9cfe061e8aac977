package dev.tally.ops;

/** The service cannot start, for a reason that the operator can act on: the message says it all, in one line without secrets. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
