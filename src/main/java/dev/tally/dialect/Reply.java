package dev.tally.dialect;

import dev.tally.http.CurrentRequest;
import dev.tally.http.WeakEntityTag;
import io.vertx.core.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;

/**
 * What a client is sent that asks for a summary: the answer, or only that the one which it has still holds.
 *
 * @param headers in the form that Vert.x need not check and convert each time they are sent
 * @param body only to be read; empty where the client has it
 */
record Reply(Map<CharSequence, CharSequence> headers, Optional<byte[]> body) {
    // As people write them, and their scripts: Vert.x has them in lower case.
    private static final CharSequence ETAG_NAME = HttpHeaders.createOptimized("ETag");
    private static final CharSequence CACHE_CONTROL_NAME = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence VARY_NAME = HttpHeaders.createOptimized("Vary");
    private static final CharSequence ENCODING_NAME = HttpHeaders.createOptimized("Content-Encoding");

    /** Numbers are right to the last event, so a client that keeps an answer has to ask whether it still holds. */
    private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("private, no-cache");

    /** Everything in a request that chooses the answer beside its URL. */
    private static final CharSequence VARY = HttpHeaders.createOptimized(String.join(
            ", ", "Authorization", "X-Api-Key", "Api-Key", CurrentRequest.ACCOUNT_HEADER, "Accept-Encoding"));

    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");

    static Reply plain(WeakEntityTag tag, byte[] body) {
        return new Reply(headers(optimized(tag)), Optional.of(body));
    }

    /** @param body in the format of RFC 1952 */
    static Reply gzipped(WeakEntityTag tag, byte[] body) {
        return new Reply(
                Map.of(
                        ETAG_NAME,
                        optimized(tag),
                        CACHE_CONTROL_NAME,
                        CACHE_CONTROL,
                        VARY_NAME,
                        VARY,
                        ENCODING_NAME,
                        GZIP),
                Optional.of(body));
    }

    static Reply notModified(WeakEntityTag tag) {
        return new Reply(headers(optimized(tag)), Optional.empty());
    }

    private static Map<CharSequence, CharSequence> headers(CharSequence tag) {
        return Map.of(ETAG_NAME, tag, CACHE_CONTROL_NAME, CACHE_CONTROL, VARY_NAME, VARY);
    }

    private static CharSequence optimized(WeakEntityTag tag) {
        return HttpHeaders.createOptimized(tag.field());
    }
}
