package dev.tally.http;

import dev.tally.model.Window;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The query parameters of a request, read strictly: one value where one is meant, never an empty one.
 *
 * <p>Every method throws a {@link FailureException} that names the parameter when its value cannot be what it should.
 */
public final class QueryParameters {
    private static final int LONGEST = 1024;

    /** {@link UUID#fromString} alone would also take shorter groups. */
    private static final Pattern UUID_FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final MultivaluedMap<String, String> values;

    public QueryParameters(MultivaluedMap<String, String> values) {
        this.values = values;
    }

    /** Those of a client for whom names are the same in any case; they are asked for in lower case. */
    public static QueryParameters ignoringCase(MultivaluedMap<String, String> values) {
        MultivaluedMap<String, String> lower = new MultivaluedHashMap<>();
        values.forEach((name, given) -> lower.addAll(name.toLowerCase(Locale.ROOT), given));
        return new QueryParameters(lower);
    }

    /** Whether a parameter is given, but without a value. */
    public boolean isEmpty(String name) {
        return List.of("").equals(values.get(name));
    }

    /** All values of a parameter that may be repeated. */
    public List<String> texts(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        given.forEach(value -> check(name, value));
        return given;
    }

    public Optional<String> text(String name) {
        List<String> given = texts(name);
        if (given.size() > 1) {
            throw FailureException.invalid(name, "'" + name + "' is given more than once");
        }
        return given.stream().findFirst();
    }

    /** Refuses a request that leaves one of these parameters out. */
    public void require(String... names) {
        for (String name : names) {
            if (!values.containsKey(name)) {
                throw FailureException.invalid(name, "'" + name + "' is required");
            }
        }
    }

    /** Refuses a request with a parameter that is not among these. */
    public void allow(Set<String> names) {
        values.keySet().stream()
                .filter(name -> !names.contains(name))
                .min(Comparator.naturalOrder())
                .ifPresent(name -> {
                    throw FailureException.invalid(name, "There is no parameter '" + name + "'");
                });
    }

    /** The one of some words that a parameter says, in whatever case, as it is spelt among them. */
    public Optional<String> oneOf(String name, List<String> words) {
        return text(name).map(text -> words.stream()
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> FailureException.invalid(
                        name, "Invalid " + name + " '" + text + "'. Valid values: " + String.join(", ", words))));
    }

    /** Whether a parameter that is true or false, in whatever case, is given and true. */
    public boolean flag(String name) {
        return oneOf(name, List.of("false", "true")).filter("true"::equals).isPresent();
    }

    /** The start of a window, inclusive: a date alone is the start of that day, UTC. */
    public Optional<Instant> start(String name) {
        return time(name, DateTimes::start);
    }

    /** The end of a window, exclusive: a date alone is the end of that day, UTC. */
    public Optional<Instant> end(String name) {
        return time(name, DateTimes::end);
    }

    /**
     * The window between two parameters, which ends at {@code now} where the second is absent.
     *
     * @param disorder says to the caller that the first must be before the second
     */
    public Window window(String from, String to, Instant now, String disorder) {
        Optional<Instant> end = end(to);
        Window window = new Window(start(from), end.orElse(now));
        if (end.isPresent() && window.isEmpty()) {
            throw FailureException.invalid(from, disorder);
        }
        return window;
    }

    public Optional<UUID> uuid(String name) {
        return text(name).map(text -> {
            if (!UUID_FORM.matcher(text).matches()) {
                throw FailureException.invalid(name, "'" + name + "' must be a UUID");
            }
            return UUID.fromString(text);
        });
    }

    private Optional<Instant> time(String name, Function<String, Instant> reading) {
        return text(name).map(text -> {
            try {
                return reading.apply(text);
            } catch (DateTimeException e) {
                throw FailureException.invalid(name, "'" + name + "' must be an ISO 8601 date or date-time");
            }
        });
    }

    private static void check(String name, String value) {
        if (value.isBlank()) {
            throw FailureException.invalid(name, "'" + name + "' must not be empty");
        }
        if (value.length() > LONGEST) {
            throw FailureException.invalid(name, "'" + name + "' is longer than " + LONGEST + " characters");
        }
        if (value.indexOf('\0') >= 0) {
            throw FailureException.invalid(name, "'" + name + "' contains a NUL character");
        }
    }
}
