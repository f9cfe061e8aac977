package dev.tally.http;

import java.util.Arrays;
import java.util.Optional;

/** Words for the refusals that come from the HTTP framework before a resource is reached. */
final class FrameworkFailures {
    private FrameworkFailures() {}

    static Failure of(int status) {
        FailureKind kind = Arrays.stream(FailureKind.values())
                .filter(candidate -> candidate.status() == status)
                .findFirst()
                .orElse(status < 500 ? FailureKind.INVALID_REQUEST : FailureKind.INTERNAL);
        return new Failure(kind, Optional.empty(), message(kind));
    }

    private static String message(FailureKind kind) {
        return switch (kind) {
            case NOT_FOUND -> "There is nothing at this path";
            case METHOD_NOT_ALLOWED -> "This path does not know that method";
            case NOT_ACCEPTABLE -> "None of the media types in 'Accept' can be served here";
            case UNSUPPORTED_MEDIA_TYPE -> "The 'Content-Type' is not understood here";
            case TOO_LARGE -> "The body is too large";
            default -> kind.title();
        };
    }
}
