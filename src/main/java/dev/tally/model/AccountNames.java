package dev.tally.model;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The two names of an account: its id, and the external id that its clients know it by. */
public final class AccountNames {
    private static final Pattern EXTERNAL_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private AccountNames() {}

    /** Whether any account could have this name. */
    public static boolean canName(String name) {
        return EXTERNAL_ID.matcher(name).matches();
    }

    /** The id that a name is; empty for external ids. */
    public static Optional<UUID> asId(String name) {
        return ID.matcher(name).matches() ? Optional.of(UUID.fromString(name)) : Optional.empty();
    }
}
