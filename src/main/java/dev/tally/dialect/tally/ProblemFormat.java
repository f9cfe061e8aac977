package dev.tally.dialect.tally;

import dev.tally.http.CurrentRequest;
import dev.tally.http.DefaultErrorFormat;
import dev.tally.http.Failure;
import jakarta.inject.Singleton;

/** Tells failures as problem details, RFC 9457. */
@Singleton
class ProblemFormat implements DefaultErrorFormat {
    @Override
    public String mediaType() {
        return "application/problem+json";
    }

    @Override
    public Object body(Failure failure, CurrentRequest request) {
        return Problem.of(failure, request);
    }
}
