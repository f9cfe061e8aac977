package dev.tally.dialect;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request says of the answer that it wants, beside what the answer is to be about.
 *
 * @param ifNoneMatch the header in which the client says what it has; several of them are one list
 * @param takesGzip whether {@code Accept-Encoding} names gzip (RFC 9110, section 12.5.3), whatever the client likes better
 */
record Wanted(Optional<String> ifNoneMatch, boolean takesGzip) {
    /** With a weight above zero, if with one. Weights have three digits at most behind the point. */
    private static final Pattern GZIP = Pattern.compile("(?i)(?:x-)?gzip"
            + "(?:[ \\t]*+;[ \\t]*+q=(?:1(?:\\.0{0,3})?|0\\.(?:[1-9][0-9]{0,2}|0[1-9][0-9]?|00[1-9])))?");

    static Wanted of(HttpServerRequest request) {
        List<String> conditions = request.headers().getAll(HttpHeaders.IF_NONE_MATCH);
        return new Wanted(
                conditions.isEmpty() ? Optional.empty() : Optional.of(String.join(",", conditions)),
                request.headers().getAll(HttpHeaders.ACCEPT_ENCODING).stream().anyMatch(Wanted::namesGzip));
    }

    /** Not by a star: whoever takes everything may be a person with curl. */
    private static boolean namesGzip(String codings) {
        for (String coding : codings.split(",", -1)) {
            if (GZIP.matcher(coding.strip()).matches()) {
                return true;
            }
        }
        return false;
    }
}
