package dev.tally.query;

/** An answer needs more events read one by one than it may. */
final class TooManyEventsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyEventsException(long most) {
        super("more than " + most + " events");
    }
}
