package dev.tally.http;

import com.ethlo.time.ITU;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the dates and date-times of clients: RFC 3339, where the zone may be left out and is UTC then, and its colon too; or a
 * date alone.
 * Years run from 1 to 9999. Writes instants as {@link Instant#toString} does.
 */
public final class DateTimes {
    private static final int LONGEST = 40;
    private static final int DATE_LENGTH = 10;
    private static final int SHORTEST_IN_UTC = "2026-10-01T12:30:00Z".length();
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    /** The last day of the year 9999 ends in the next year, and so do times of that day in zones behind UTC. */
    private static final Instant END = Instant.parse("+10001-01-01T00:00:00Z");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** A plus sign that was not percent-encoded in a URL arrives as a space. */
    private static final Pattern LOST_PLUS = Pattern.compile(" (?=\\d{2}:?\\d{2}$)");

    /** Programs write it so whose libraries follow the basic form of ISO 8601 there, as that of C does. */
    private static final Pattern OFFSET_WITHOUT_COLON = Pattern.compile("([Tt].*[+-]\\d{2})(\\d{2})$");

    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withChronology(IsoChronology.INSTANCE)
            .withResolverStyle(ResolverStyle.STRICT);

    private DateTimes() {}

    /** Whether the text is a date without a time of day. */
    public static boolean isDate(String text) {
        return text.length() == DATE_LENGTH && DATE.matcher(text).matches();
    }

    /**
     * The instant that a text means; a date alone is the start of that day, UTC.
     *
     * @throws DateTimeException when it is not a date or date-time that exists
     */
    public static Instant start(String text) {
        return isDate(text) ? dayStart(LocalDate.parse(text)) : dateTime(text);
    }

    /**
     * The end, exclusive, of a window that a text closes; a date alone is the end of that day, UTC.
     *
     * @throws DateTimeException when it is not a date or date-time that exists
     */
    public static Instant end(String text) {
        return isDate(text) ? dayStart(LocalDate.parse(text).plusDays(1)) : dateTime(text);
    }

    /** The text that a client meant whose plus sign was not percent-encoded. */
    public static String withPlus(String text) {
        return text.indexOf(' ') < 0 ? text : LOST_PLUS.matcher(text).replaceFirst("+");
    }

    /** The text that {@link Instant#toString} gives for an instant of the years 1 to 9999, in a tenth of its time. */
    public static String text(Instant instant) {
        OffsetDateTime utc = utc(instant);
        return ITU.formatUtc(utc, decimals(utc.getNano()));
    }

    /** {@link Instant#atOffset} of UTC, which in Java 17 makes new rules of a time zone each time. */
    public static OffsetDateTime utc(Instant instant) {
        return LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC)
                .atOffset(ZoneOffset.UTC);
    }

    private static int decimals(int nanos) {
        if (nanos == 0) {
            return 0;
        }
        if (nanos % NANOS_PER_MILLI == 0) {
            return 3;
        }
        return nanos % NANOS_PER_MICRO == 0 ? 6 : 9;
    }

    private static Instant dayStart(LocalDate date) {
        return inRange(date.atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    private static Instant dateTime(String text) {
        if (text.length() > LONGEST) {
            throw new DateTimeException("too long for a date-time");
        }
        return inRange(isInUtc(text) ? ITU.parseDateTime(text).toInstant() : incomplete(text));
    }

    /** The form of nearly all clients; what comes after a Z the library would not look at. */
    private static boolean isInUtc(String text) {
        return text.length() >= SHORTEST_IN_UTC
                && text.charAt(DATE_LENGTH) == 'T'
                && text.indexOf('Z') == text.length() - 1;
    }

    private static Instant incomplete(String text) {
        String extended = OFFSET_WITHOUT_COLON.matcher(withPlus(text)).replaceFirst("$1:$2");
        TemporalAccessor parsed = DATE_TIME.parseBest(extended, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
    }

    private static Instant inRange(Instant instant) {
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            throw new DateTimeException("the year is out of range");
        }
        return instant;
    }
}
