package dev.tally.ingest;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an event was refused, for programs. */
public enum ErrorCode {
    MALFORMED_JSON,
    MISSING_FIELD,
    UNKNOWN_FIELD,
    DUPLICATE_FIELD,
    WRONG_TYPE,
    TOO_LONG,
    OUT_OF_RANGE,
    INVALID_FORMAT,
    INVALID_VALUE,
    TIME_IN_FUTURE,
    /** Events of that time are no longer kept one by one. */
    TOO_OLD,
    NO_CURRENCY_RATE,
    CONFLICT;

    /** The code as answers spell it, such as {@code missing_field}. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
