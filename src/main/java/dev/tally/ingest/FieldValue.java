package dev.tally.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tally.http.DateTimes;
import dev.tally.http.Decimals;
import dev.tally.model.Emails;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The value of an event's field, at which a JSON parser stands: read and checked as what the field needs. */
final class FieldValue {
    /** Of whatever sign. */
    private static final int MOST_DIGITS_OF_A_LONG = 18;

    private static final long LARGEST_COUNT = 1_000_000_000_000L;
    private static final int LONGEST_ID = 256;
    private static final Set<String> DOT_SEGMENTS = Set.of(".", "..");
    /** To read one takes time in the square of its length. */
    private static final int LONGEST_NUMBER = 1_000;

    private static final int LONGEST_EMAIL = 254;
    private static final int MOST_LABELS = 50;
    private static final int LONGEST_LABEL_NAME = 100;
    private static final int LONGEST_LABEL = 1_000;

    private static final String AMOUNT = "must be a number from 0 to below 10^" + Magnitude.MOST_INTEGER_DIGITS
            + " with at most " + Magnitude.MOST_DECIMALS + " decimals";
    private static final List<String> SNAPSHOT_STATUSES = List.of("queued", "running", "complete", "partial", "failed");
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private final JsonParser json;
    private final String field;
    private final Instant latest;

    /** @param latest the last instant that is not in the future, clocks being what they are */
    FieldValue(JsonParser json, String field, Instant latest) {
        this.json = json;
        this.field = field;
        this.latest = latest;
    }

    /** Text that is not blank. */
    String text(int longest) throws IOException, FieldRefusal {
        String text = string();
        if (text.isBlank()) {
            throw refusal(ErrorCode.INVALID_VALUE, "must not be blank");
        }
        return readable(text, longest, "");
    }

    /** Text that can stand in a path, where these two mean something else, percent-encoded or not (RFC 3986, section 5.2.4). */
    String id() throws IOException, FieldRefusal {
        String id = text(LONGEST_ID);
        if (DOT_SEGMENTS.contains(id)) {
            throw refusal(ErrorCode.INVALID_VALUE, "must not be '.' or '..', which no path can name");
        }
        return id;
    }

    String email() throws IOException, FieldRefusal {
        String email = Emails.normalized(text(LONGEST_EMAIL));
        if (!Emails.isValid(email)) {
            throw refusal(ErrorCode.INVALID_FORMAT, "must be an e-mail address such as ada@example.com");
        }
        return email;
    }

    String snapshotStatus() throws IOException, FieldRefusal {
        String status = string();
        if (!SNAPSHOT_STATUSES.contains(status)) {
            throw refusal(ErrorCode.INVALID_VALUE, "must be one of " + String.join(", ", SNAPSHOT_STATUSES));
        }
        return status;
    }

    String currency() throws IOException, FieldRefusal {
        String code = string().toUpperCase(Locale.ROOT);
        if (!CURRENCIES.contains(code)) {
            throw refusal(ErrorCode.INVALID_VALUE, "must be the ISO 4217 code of a currency, such as USD");
        }
        return code;
    }

    /** An instant that has come, to the microsecond. */
    Instant instant() throws IOException, FieldRefusal {
        Instant instant = parsedInstant(string());
        if (instant.isAfter(latest)) {
            throw refusal(ErrorCode.TIME_IN_FUTURE, "is in the future; the latest accepted now is " + latest);
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    boolean flag() throws IOException, FieldRefusal {
        if (!json.currentToken().isBoolean()) {
            throw refusal(ErrorCode.WRONG_TYPE, "must be true or false");
        }
        return json.getBooleanValue();
    }

    /** A whole number of things, or of milliseconds. */
    long count() throws IOException, FieldRefusal {
        return whole(0, LARGEST_COUNT);
    }

    /** A whole number, however it is written: 5, 5.0 and 50e-1 are the same. */
    long whole(long least, long greatest) throws IOException, FieldRefusal {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= MOST_DIGITS_OF_A_LONG) {
            long number = json.getLongValue();
            if (number >= least && number <= greatest) {
                return number;
            }
        }
        String range = "must be a whole number from " + least + " to " + greatest;
        BigDecimal number = number(range);
        if (Magnitude.integerDigits(number) > Magnitude.MOST_INTEGER_DIGITS) {
            throw refusal(ErrorCode.OUT_OF_RANGE, range);
        }
        if (Magnitude.decimals(number) > 0) {
            throw refusal(ErrorCode.WRONG_TYPE, range);
        }
        if (number.longValueExact() < least || number.longValueExact() > greatest) {
            throw refusal(ErrorCode.OUT_OF_RANGE, range);
        }
        return number.longValueExact();
    }

    /** An amount that is not negative, without needless zeros. */
    BigDecimal decimal() throws IOException, FieldRefusal {
        BigDecimal number = number(AMOUNT);
        if (!Magnitude.isAmount(number)) {
            throw refusal(ErrorCode.OUT_OF_RANGE, AMOUNT);
        }
        return Decimals.plain(number);
    }

    /** An object whose members are text; members that are null are absent. */
    Map<String, String> labels() throws IOException, FieldRefusal {
        if (!json.isExpectedStartObjectToken()) {
            throw refusal(ErrorCode.WRONG_TYPE, "must be an object of strings");
        }
        Set<String> names = new HashSet<>();
        Map<String, String> labels = new HashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            requireNew(names, name);
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                labels.put(name, label(name));
            }
        }
        return labels;
    }

    private void requireNew(Set<String> names, String name) throws FieldRefusal {
        if (name.isBlank()) {
            throw refusal(ErrorCode.INVALID_VALUE, "has a member without a name");
        }
        readable(name, LONGEST_LABEL_NAME, "has a member whose name ");
        if (!names.add(name)) {
            throw refusal(ErrorCode.DUPLICATE_FIELD, "has the member '" + name + "' more than once");
        }
        if (names.size() > MOST_LABELS) {
            throw refusal(ErrorCode.OUT_OF_RANGE, "has more than " + MOST_LABELS + " members");
        }
    }

    private String label(String name) throws IOException, FieldRefusal {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw refusal(ErrorCode.WRONG_TYPE, "has a member '" + name + "' that is not a string");
        }
        return readable(json.getText(), LONGEST_LABEL, "has a member '" + name + "' that ");
    }

    private String string() throws IOException, FieldRefusal {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw refusal(ErrorCode.WRONG_TYPE, "must be a string");
        }
        return json.getText();
    }

    private Instant parsedInstant(String text) throws FieldRefusal {
        try {
            return DateTimes.start(text);
        } catch (DateTimeException e) {
            throw refusal(
                    ErrorCode.INVALID_FORMAT,
                    "must be a date-time that exists, such as 2026-10-01T08:30:00Z, or a date");
        }
    }

    private BigDecimal number(String range) throws IOException, FieldRefusal {
        if (!json.currentToken().isNumeric()) {
            throw refusal(ErrorCode.WRONG_TYPE, range);
        }
        if (json.getTextLength() > LONGEST_NUMBER) {
            throw refusal(ErrorCode.OUT_OF_RANGE, range);
        }
        try {
            return new BigDecimal(json.getText());
        } catch (NumberFormatException e) {
            throw refusal(ErrorCode.OUT_OF_RANGE, range);
        }
    }

    private String readable(String text, int longest, String subject) throws FieldRefusal {
        boolean readable = true;
        int codePoints = 0;
        for (int i = 0; i < text.length(); codePoints++) {
            int codePoint = text.codePointAt(i);
            readable &= isReadable(codePoint);
            i += Character.charCount(codePoint);
        }
        if (codePoints > longest) {
            throw refusal(ErrorCode.TOO_LONG, subject + "is longer than " + longest + " characters");
        }
        if (!readable) {
            throw refusal(
                    ErrorCode.INVALID_VALUE, subject + "has a control character or half of a surrogate pair in it");
        }
        return text;
    }

    /** A surrogate that is a code point of its own has lost its other half. */
    private static boolean isReadable(int codePoint) {
        return !Character.isISOControl(codePoint)
                && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }

    private FieldRefusal refusal(ErrorCode code, String what) {
        return new FieldRefusal(field, code, "'" + field + "' " + what);
    }
}
