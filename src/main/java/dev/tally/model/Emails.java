package dev.tally.model;

import java.util.Locale;

/** How people are told apart: by e-mail addresses, which are compared and kept in lower case. */
public final class Emails {
    /** The greatest length of an address that mail can be sent to: RFC 5321, section 4.5.3.1.3. */
    private static final int LONGEST = 254;

    private Emails() {}

    /** The form in which an address is stored and compared. */
    public static String normalized(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a normalized text can be an address: something on both sides of one {@code @}, nothing that is invisible.
     * Whether mail arrives is not for us to say.
     */
    public static boolean isValid(String email) {
        int at = email.indexOf('@');
        return email.length() <= LONGEST
                && at > 0
                && at < email.length() - 1
                && email.indexOf('@', at + 1) < 0
                && email.codePoints().noneMatch(Emails::isInvisible);
    }

    /** The space, the control characters of ASCII, and half of a surrogate pair. */
    private static boolean isInvisible(int codePoint) {
        return codePoint <= ' ' || codePoint == 0x7F || Character.getType(codePoint) == Character.SURROGATE;
    }
}
