package dev.tally.http;

import java.time.Instant;
import java.util.Map;

/** How one API tells its clients of a failure, and of how near they are to one. */
public interface ErrorFormat {
    /** The media type of {@link #body}. */
    String mediaType();

    /** The answer's body, an object that Jackson writes. */
    Object body(Failure failure, CurrentRequest request);

    /** The headers that say how much is left to a caller at the instant {@code now}. */
    default Map<String, String> headers(Quota quota, Instant now) {
        return quota.headers();
    }
}
