package dev.tally.settings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads how long something may take that a timer ends: a millisecond at least, for timers know nothing shorter. */
// The library that reads the settings makes it by its name.
@RegisterForReflection
public final class SomeTime implements Converter<Duration> {
    private static final long serialVersionUID = 1L;

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final DurationConverter durations = new DurationConverter();

    /** @throws IllegalArgumentException when the text is not a duration, or a shorter one */
    @Override
    public Duration convert(String text) {
        Duration duration = durations.convert(text);
        if (duration == null || duration.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("must be at least a millisecond, 1MS");
        }
        return duration;
    }
}
