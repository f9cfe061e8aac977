package dev.tally.ingest;

/** Events are from before the time since which events are kept. None was stored. */
public final class TooOldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooOldException() {
        super("events of this time are no longer kept one by one", null, false, false);
    }
}
