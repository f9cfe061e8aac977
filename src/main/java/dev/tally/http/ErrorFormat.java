package dev.tally.http;

/** How one API tells its clients of a failure. */
public interface ErrorFormat {
    /** The media type of {@link #body}. */
    String mediaType();

    /** The answer's body, an object that Jackson writes. */
    Object body(Failure failure, CurrentRequest request);
}
