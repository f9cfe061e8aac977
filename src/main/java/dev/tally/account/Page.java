package dev.tally.account;

import dev.tally.http.FailureException;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which part of a list is asked for. */
public class Page {
    private static final int DEFAULT_LIMIT = 100;
    private static final int GREATEST_LIMIT = 1000;

    @QueryParam("limit")
    @Parameter(
            description = "How many to return at most",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
    String limit;

    @QueryParam("after")
    @Parameter(description = "The 'next' of the part before")
    String after;

    /** One part of a list, and where the next begins if there is more. */
    record Part<T>(List<T> items, Optional<String> next) {}

    int limit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (!limit.matches("[0-9]{1,4}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > GREATEST_LIMIT) {
            throw FailureException.invalid("limit", "'limit' must be a whole number from 1 to " + GREATEST_LIMIT);
        }
        return Integer.parseInt(limit);
    }

    /** Where this part begins, read from what {@code cursor} wrote; empty for the first. */
    <T> Optional<T> after(Function<String, T> reading) {
        return Optional.ofNullable(after).map(text -> {
            try {
                return reading.apply(text);
            } catch (RuntimeException e) {
                throw FailureException.invalid("after", "'after' must be the 'next' of an earlier answer");
            }
        });
    }

    /** Cuts what was read, one more than was asked for where there is more. */
    <E> Part<E> cut(List<E> read, Function<E, String> cursor) {
        if (read.size() <= limit()) {
            return new Part<>(read, Optional.empty());
        }
        List<E> part = read.subList(0, limit());
        return new Part<>(part, Optional.of(cursor.apply(part.get(part.size() - 1))));
    }
}
