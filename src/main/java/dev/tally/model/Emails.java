package dev.tally.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** How people are told apart: by e-mail addresses, which are compared and kept in lower case. */
public final class Emails {
    /** The greatest length of an address that mail can be sent to: RFC 5321, section 4.5.3.1.3. */
    private static final int LONGEST = 254;

    /** Something on both sides of one {@code @}, nothing that is invisible: whether mail arrives is not for us to say. */
    private static final Pattern FORM = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

    private Emails() {}

    /** The form in which an address is stored and compared. */
    public static String normalized(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a normalized text can be an address. */
    public static boolean isValid(String email) {
        return email.length() <= LONGEST && FORM.matcher(email).matches();
    }
}
