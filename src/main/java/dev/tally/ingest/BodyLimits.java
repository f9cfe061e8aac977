package dev.tally.ingest;

import dev.tally.http.Failure;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import java.util.Optional;

/** The refusals of bodies that are too much for one request. */
final class BodyLimits {
    private BodyLimits() {}

    static FailureException tooManyEvents(int most) {
        return new FailureException(new Failure(
                FailureKind.INVALID_REQUEST,
                Optional.empty(),
                "the body has more than " + most + " events; send fewer at a time, or lines as application/x-ndjson",
                Optional.of("too_many_events")));
    }

    static FailureException tooLarge(long mostBytes) {
        return new FailureException(
                FailureKind.TOO_LARGE, "the body is larger than " + mostBytes + " bytes after decompression");
    }
}
