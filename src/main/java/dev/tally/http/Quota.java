package dev.tally.http;

import java.time.Duration;
import java.util.Map;

/**
 * How much of a rate is left to a caller.
 *
 * @param limit how much there is when nothing was taken
 * @param remaining how much is left, 0 at least
 * @param resetAfter when all of it will be there again if nothing more is taken
 */
public record Quota(long limit, long remaining, Duration resetAfter) {
    /** Header fields of draft-ietf-httpapi-ratelimit-headers-03. */
    private static final String LIMIT = "RateLimit-Limit";

    private static final String REMAINING = "RateLimit-Remaining";

    /** In seconds from now. */
    private static final String RESET = "RateLimit-Reset";

    /** Whether less of this one is left than of another, for what they are. */
    public boolean isTighterThan(Quota other) {
        return (double) remaining / limit < (double) other.remaining / other.limit;
    }

    /** As clients of many APIs know them; later drafts of the IETF replace them by others, which few read. */
    public Map<String, String> headers() {
        return Map.of(
                LIMIT, Long.toString(limit),
                REMAINING, Long.toString(remaining),
                RESET, Long.toString(WholeSeconds.of(resetAfter)));
    }
}
