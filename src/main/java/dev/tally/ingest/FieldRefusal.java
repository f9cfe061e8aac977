package dev.tally.ingest;

/** A field of an event that cannot be accepted. */
final class FieldRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final ErrorCode code;

    FieldRefusal(String field, ErrorCode code, String message) {
        // It is an answer, not a fault: nobody reads its stack trace.
        super(message, null, false, false);
        this.field = field;
        this.code = code;
    }

    EventError of(long index, String id) {
        return new EventError(index, id, field, code, getMessage());
    }
}
