package dev.tally.account;

import dev.tally.http.DateTimes;
import dev.tally.http.Failure;
import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import dev.tally.model.Emails;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the members of what administrators send. Every method throws a {@link FailureException} that names the member
 * when its value cannot be what it should.
 */
final class Fields {
    private static final int LONGEST_TEXT = 500;
    private static final int MOST_INTEGER_DIGITS = 18;
    private static final int MOST_DECIMALS = 12;

    private Fields() {}

    /** The body itself, which must not be missing. */
    static <T> T body(T body) {
        if (body == null) {
            throw new FailureException(FailureKind.INVALID_REQUEST, "a JSON object is required as the body");
        }
        return body;
    }

    static <T> T required(String field, T value) {
        if (value == null) {
            throw FailureException.invalid(field, "'" + field + "' is required");
        }
        return value;
    }

    /** A text for people, without surrounding space. */
    static String text(String field, String value) {
        String text = value.strip();
        if (text.isEmpty() || text.length() > LONGEST_TEXT || !text.codePoints().allMatch(Fields::isReadable)) {
            throw FailureException.invalid(
                    field,
                    "'" + field + "' must have 1 to " + LONGEST_TEXT
                            + " characters, none of them a control character or half of a surrogate pair");
        }
        return text;
    }

    /** A surrogate that is a code point of its own has lost its other half, and would be stored as something else. */
    private static boolean isReadable(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }

    /** A constant of an enum, which clients write in lower case. */
    static <E extends Enum<E>> E constant(String field, Class<E> type, String value) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> written(constant).equals(value))
                .findFirst()
                .orElseThrow(() -> FailureException.invalid(
                        field,
                        "'" + field + "' must be one of "
                                + Stream.of(type.getEnumConstants())
                                        .map(Fields::written)
                                        .collect(Collectors.joining(", "))));
    }

    /** How clients see a constant. */
    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static String email(String field, String value) {
        String email = Emails.normalized(value);
        if (!Emails.isValid(email)) {
            throw FailureException.invalid(field, "'" + field + "' must be an e-mail address");
        }
        return email;
    }

    /** An ISO 4217 code, in upper case. */
    static String currency(String field, String value) {
        try {
            return Currency.getInstance(value.toUpperCase(Locale.ROOT)).getCurrencyCode();
        } catch (IllegalArgumentException e) {
            throw FailureException.invalid(field, "'" + field + "' must be the ISO 4217 code of a currency");
        }
    }

    /** The id of a zone of the IANA database, in its own spelling. */
    static String timeZone(String field, String value) {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> FailureException.invalid(
                        field, "'" + field + "' must be an IANA time zone, such as Europe/Zurich"));
    }

    /** When something begins: a date alone is the start of that day, UTC. */
    static Instant start(String field, String value) {
        return time(field, value, DateTimes::start);
    }

    /** When something ends: a date alone is the end of that day, UTC. */
    static Optional<Instant> end(String field, String value) {
        return Optional.ofNullable(value).map(text -> time(field, text, DateTimes::end));
    }

    /** A number above zero that the database and every client can hold. */
    static BigDecimal positive(String field, BigDecimal value) {
        // The size comes first: arithmetic on 1E+999999999 would not end.
        boolean fits =
                value.scale() <= MOST_DECIMALS && value.precision() - (long) value.scale() <= MOST_INTEGER_DIGITS;
        if (value.signum() <= 0 || !fits) {
            throw FailureException.invalid(
                    field,
                    "'" + field + "' must be a number above 0 with at most " + MOST_INTEGER_DIGITS
                            + " digits before and " + MOST_DECIMALS + " after the decimal point");
        }
        return value;
    }

    /** Something cannot be done because of what there is already. */
    static FailureException conflict(String field, String message) {
        return new FailureException(new Failure(FailureKind.CONFLICT, Optional.of(field), message));
    }

    private static Instant time(String field, String value, Function<String, Instant> reading) {
        try {
            return reading.apply(value);
        } catch (DateTimeException e) {
            throw FailureException.invalid(field, "'" + field + "' must be an ISO 8601 date or date-time");
        }
    }
}
