package dev.tally.dialect.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Failure;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Problem details, RFC 9457.
 *
 * @param type always {@code about:blank}: the status says what kind of problem it is
 * @param field the parameter, header or member of the body that is at fault; absent where none is
 * @param code tells programs what the status alone does not; absent where it does
 * @param requestId what to quote when asking about this answer
 */
@RegisterForReflection(registerFullHierarchy = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String field,
        String code,
        @JsonProperty("request_id") String requestId) {

    static Problem of(Failure failure, CurrentRequest request) {
        return new Problem(
                "about:blank",
                failure.kind().title(),
                failure.kind().status(),
                failure.message(),
                failure.field().orElse(null),
                failure.code().orElse(null),
                request.id());
    }
}
