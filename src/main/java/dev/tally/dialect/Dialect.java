package dev.tally.dialect;

import dev.tally.http.ErrorFormat;

/** The wire format of one served API. To serve another, add a package with one of these. */
public interface Dialect extends ErrorFormat {
    /** The name that accounts and the configuration choose it by, which is also its base path without the slash. */
    String name();

    /**
     * Whether the API's own clients ask this path of it.
     *
     * @param path without a slash at its end
     */
    boolean owns(String path);
}
