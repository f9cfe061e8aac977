package dev.tally.access;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many in a time: as many at once, and after that as many as come back while it passes. In the settings it is written
 * {@code 100/minute}, {@code 20/second}, {@code 5000/hour} or {@code 1000000/day}; {@code off} is no limit.
 *
 * @param amount 0 for no limit
 */
// The library that reads the settings finds the method by its name.
@RegisterForReflection
public record Rate(long amount, Duration period) {
    /** No limit. */
    public static final Rate OFF = new Rate(0, Duration.ofDays(1));

    /** A token bucket counts in nanoseconds and must not overflow. */
    private static final long MOST = 1_000_000_000;

    private static final Pattern TEXT = Pattern.compile("(\\d{1,10})/(second|minute|hour|day)");

    /**
     * The rate that a setting says.
     *
     * @throws IllegalArgumentException when the text is no rate
     */
    public static Rate of(String text) {
        if (text.equals("off")) {
            return OFF;
        }
        Matcher rate = TEXT.matcher(text);
        if (!rate.matches()) {
            throw no(text);
        }
        long amount = Long.parseLong(rate.group(1));
        if (amount == 0 || amount > MOST) {
            throw no(text);
        }
        return new Rate(
                amount,
                ChronoUnit.valueOf(rate.group(2).toUpperCase(Locale.ROOT) + "S").getDuration());
    }

    /** Whether there is no limit. */
    public boolean isOff() {
        return amount == 0;
    }

    /** As in "100 in a minute". */
    String words() {
        String unit = period.toDays() > 0
                ? "day"
                : period.toHours() > 0 ? "hour" : period.toMinutes() > 0 ? "minute" : "second";
        return amount + " in " + (unit.equals("hour") ? "an " : "a ") + unit;
    }

    private static IllegalArgumentException no(String text) {
        return new IllegalArgumentException("'" + text + "' is no rate: write off, or a number from 1 to " + MOST
                + " and a unit, such as 100/minute (second, minute, hour, day)");
    }
}
