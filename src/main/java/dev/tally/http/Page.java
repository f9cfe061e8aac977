package dev.tally.http;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which part of a list is asked for.
 *
 * @param limit how many to return at most
 * @param after the {@code next} of the part before; empty for the first
 */
public record Page(int limit, Optional<String> after) {
    private static final String LIMIT = "limit";
    private static final String AFTER = "after";
    private static final int DEFAULT_LIMIT = 100;
    private static final int GREATEST_LIMIT = 1000;

    /** One part of a list, and where the next begins if there is more. */
    public record Part<T>(List<T> items, Optional<String> next) {}

    /**
     * The part that the parameters of a request ask for.
     *
     * @throws FailureException when a parameter cannot be understood, is out of range, or is none that a list has
     */
    public static Page of(UriInfo uri) {
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        parameters.allow(Set.of(LIMIT, AFTER));
        return new Page(parameters.text(LIMIT).map(Page::limit).orElse(DEFAULT_LIMIT), parameters.text(AFTER));
    }

    /** Where this part begins, as {@code reading} understands what {@link #cut} wrote. */
    public <T> Optional<T> after(Function<String, T> reading) {
        return after.map(text -> {
            try {
                return reading.apply(text);
            } catch (RuntimeException e) {
                throw FailureException.invalid(AFTER, "'after' must be the 'next' of an earlier answer");
            }
        });
    }

    /** What to read: one more than is asked for, to see whether there is more. */
    public int lastIndex() {
        return limit;
    }

    /** Cuts what was read. */
    public <E> Part<E> cut(List<E> read, Function<E, String> cursor) {
        if (read.size() <= limit) {
            return new Part<>(read, Optional.empty());
        }
        List<E> part = read.subList(0, limit);
        return new Part<>(part, Optional.of(cursor.apply(part.get(limit - 1))));
    }

    private static int limit(String text) {
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > GREATEST_LIMIT) {
            throw FailureException.invalid(LIMIT, "'limit' must be a whole number from 1 to " + GREATEST_LIMIT);
        }
        return limit;
    }
}
