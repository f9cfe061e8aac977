package dev.tally.dialect;

import dev.tally.http.CurrentRequest;
import dev.tally.http.WeakEntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a client is sent that asks for a summary: the answer, or only that the one which it has still holds. */
final class Reply {
    /** Numbers are right to the last event, so a client that keeps an answer has to ask whether it still holds. */
    private static final String CACHE_CONTROL = "private, no-cache";

    /** Everything in a request that chooses the answer beside its URL. */
    private static final String VARY = String.join(
            ", ",
            HttpHeaders.AUTHORIZATION,
            "X-Api-Key",
            "Api-Key",
            CurrentRequest.ACCOUNT_HEADER,
            HttpHeaders.ACCEPT_ENCODING);

    private final Map<String, String> headers;
    private final Optional<byte[]> body;

    private Reply(Map<String, String> headers, Optional<byte[]> body) {
        this.headers = headers;
        this.body = body;
    }

    static Reply of(Answer answer, Wanted wanted) {
        Optional<byte[]> gzipped = wanted.takesGzip() ? answer.gzipped() : Optional.empty();
        return gzipped.isPresent()
                ? new Reply(gzipHeaders(answer.tag()), gzipped)
                : new Reply(headers(answer.tag()), Optional.of(answer.body()));
    }

    static Reply notModified(WeakEntityTag tag) {
        return new Reply(headers(tag), Optional.empty());
    }

    /** Only to be read; empty where the client has it. */
    Optional<byte[]> body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }

    private static Map<String, String> headers(WeakEntityTag tag) {
        return Map.of(HttpHeaders.ETAG, tag.field(), HttpHeaders.CACHE_CONTROL, CACHE_CONTROL, HttpHeaders.VARY, VARY);
    }

    private static Map<String, String> gzipHeaders(WeakEntityTag tag) {
        Map<String, String> headers = new HashMap<>(headers(tag));
        headers.put(HttpHeaders.CONTENT_ENCODING, "gzip");
        return headers;
    }
}
