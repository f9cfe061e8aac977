package dev.tally.oracle;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A path and its query parameters. */
final class Parameters {
    private final StringBuilder path;
    private char separator = '?';

    Parameters(String path) {
        this.path = new StringBuilder(path);
    }

    /** Left out where it is null. */
    Parameters text(String name, String value) {
        if (value != null) {
            path.append(separator).append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            separator = '&';
        }
        return this;
    }

    Parameters time(String name, Instant value) {
        return text(name, value == null ? null : value.toString());
    }

    String path() {
        return path.toString();
    }
}
