package dev.tally.dialect.tally;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tally.http.CurrentRequest;
import dev.tally.http.Failure;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Problem details, RFC 9457.
 *
 * @param type always {@code about:blank}: the status says what kind of problem it is
 * @param field the parameter, header or member of the body that is at fault; absent where none is
 * @param requestId what to quote when asking about this answer
 */
@Schema(name = "Problem", description = "Why the request was refused (RFC 9457)")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        @Schema(required = true) String type,
        @Schema(required = true) String title,
        @Schema(required = true) int status,
        @Schema(required = true) String detail,
        String field,
        @JsonProperty("request_id") String requestId) {

    static Problem of(Failure failure, CurrentRequest request) {
        return new Problem(
                "about:blank",
                failure.kind().title(),
                failure.kind().status(),
                failure.message(),
                failure.field().orElse(null),
                request.id());
    }
}
