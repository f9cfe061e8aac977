package dev.tally.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ends a request with a {@link Failure}. */
public final class FailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    public FailureException(FailureKind kind, String message) {
        this(new Failure(kind, Optional.empty(), message));
    }

    public FailureException(Failure failure) {
        // A failure is an answer, not a fault: nobody reads its stack trace.
        super(failure.message(), null, false, false);
        this.failure = failure;
    }

    /** A parameter or member that cannot be understood or is out of range. */
    public static FailureException invalid(String field, String message) {
        return new FailureException(new Failure(FailureKind.INVALID_REQUEST, Optional.of(field), message));
    }

    public static FailureException forbidden(String message) {
        return new FailureException(FailureKind.FORBIDDEN, message);
    }

    /** The service is too busy, and nothing was done. */
    public static FailureException unavailable(String message, Duration retryAfter) {
        return new FailureException(new Failure(
                FailureKind.UNAVAILABLE, Optional.empty(), message, Optional.empty(), Optional.of(retryAfter)));
    }

    /** The caller asks for more than it may at the moment, and nothing was done. */
    public static FailureException tooMany(String message, Duration retryAfter) {
        return new FailureException(new Failure(
                FailureKind.RATE_LIMITED, Optional.empty(), message, Optional.empty(), Optional.of(retryAfter)));
    }

    /**
     * Makes several checks, also where one before has failed.
     *
     * @throws FailureException with the first failure, which has the others
     */
    public static void together(Runnable... checks) {
        List<Failure> failures = new ArrayList<>();
        for (Runnable check : checks) {
            try {
                check.run();
            } catch (FailureException e) {
                failures.add(e.failure());
            }
        }
        if (!failures.isEmpty()) {
            throw new FailureException(failures.get(0).with(failures.subList(1, failures.size())));
        }
    }

    public Failure failure() {
        return failure;
    }
}
