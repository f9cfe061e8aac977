package dev.tally.settings;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads how many of something there are, where none at all would not do. */
// The library that reads the settings makes it by its name.
@RegisterForReflection
public final class AtLeastOne implements Converter<Integer> {
    private static final long serialVersionUID = 1L;

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    /** @throws IllegalArgumentException when the text is not a whole number above 0 */
    @Override
    public Integer convert(String text) {
        if (!NUMBER.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException("must be a whole number from 1 to 999999999");
        }
        return Integer.valueOf(text.strip());
    }
}
