package dev.tally.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A request that could not be answered, before an API has put it into its own words.
 *
 * @param field the parameter, header or member of the body that is at fault, if one is
 * @param message says to the caller what is wrong, and names the field; never holds a secret
 * @param code what programs tell the failure by, where its kind alone does not say it
 * @param retryAfter when the same request may succeed, to the second; empty where waiting does not help
 * @param others what else is wrong with the request, for APIs that tell of everything at once
 */
public record Failure(
        FailureKind kind,
        Optional<String> field,
        String message,
        Optional<String> code,
        Optional<Duration> retryAfter,
        List<Failure> others) {

    /** A request names an account that is not the caller's, whether there is such an account or not. */
    public static final Failure OTHER_ACCOUNT =
            new Failure(FailureKind.FORBIDDEN, Optional.empty(), "The credential gives no access to this account");

    public Failure(FailureKind kind, Optional<String> field, String message) {
        this(kind, field, message, Optional.empty());
    }

    public Failure(FailureKind kind, Optional<String> field, String message, Optional<String> code) {
        this(kind, field, message, code, Optional.empty());
    }

    public Failure(
            FailureKind kind,
            Optional<String> field,
            String message,
            Optional<String> code,
            Optional<Duration> retryAfter) {
        this(kind, field, message, code, retryAfter, List.of());
    }

    /** The same failure, said in other words. */
    public Failure withMessage(String other) {
        return new Failure(kind, field, other, code, retryAfter, others);
    }

    /** The same failure, of a request with which more is wrong. */
    Failure with(List<Failure> further) {
        return new Failure(kind, field, message, code, retryAfter, List.copyOf(further));
    }
}
