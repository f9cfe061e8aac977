package dev.tally.dialect;

import dev.tally.http.CurrentRequest;
import dev.tally.http.WeakEntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.Optional;

/** What a client is sent that asks for a summary: the answer, or only that the one which it has still holds. */
final class Reply {
    /** Numbers are right to the last event, so a client that keeps an answer has to ask whether it still holds. */
    private static final String CACHE_CONTROL = "private, no-cache";

    /** Everything in a request that chooses the answer beside its URL. */
    private static final String VARY =
            String.join(", ", HttpHeaders.AUTHORIZATION, "X-Api-Key", "Api-Key", CurrentRequest.ACCOUNT_HEADER);

    private final WeakEntityTag tag;
    private final Optional<Answer> answer;

    private Reply(WeakEntityTag tag, Optional<Answer> answer) {
        this.tag = tag;
        this.answer = answer;
    }

    static Reply of(Answer answer) {
        return new Reply(answer.tag(), Optional.of(answer));
    }

    static Reply notModified(WeakEntityTag tag) {
        return new Reply(tag, Optional.empty());
    }

    /** Empty where the client has it. */
    Optional<Answer> answer() {
        return answer;
    }

    Map<String, String> headers() {
        return Map.of(HttpHeaders.ETAG, tag.field(), HttpHeaders.CACHE_CONTROL, CACHE_CONTROL, HttpHeaders.VARY, VARY);
    }
}
