package dev.tally.ops;

import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;

/** Why a database cannot be used, in one line for the operator: it may name the host, so it is for logs and terminals alone. */
public final class DatabaseFailure {
    private DatabaseFailure() {}

    /** The failure and what caused it, each with its first line. */
    public static String reason(Throwable failure) {
        // Flyway's own text is a page with a frame around it; what the driver said is below.
        Throwable first =
                failure instanceof FlywayException && failure.getCause() != null ? failure.getCause() : failure;
        while (first instanceof CompletionException && first.getCause() != null) {
            first = first.getCause();
        }
        return Stream.iterate(first, cause -> cause != null, Throwable::getCause)
                .map(Throwable::toString)
                .map(text -> text.lines().findFirst().orElse(text))
                .map(text -> text.replaceFirst("^[\\w.]*\\.", ""))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
