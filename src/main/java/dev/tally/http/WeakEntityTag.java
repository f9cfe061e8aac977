package dev.tally.http;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A weak validator of an answer, RFC 9110, section 8.8.3: answers with the same tag say the same.
 *
 * @param field as it stands in the header {@code ETag}
 */
public record WeakEntityTag(String field) {
    /** 144 bits, which is a multiple of what a character of Base64 holds. */
    private static final int HASH_BYTES = 18;

    private static final String TAG = "(?:W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"";
    private static final Pattern ONE = Pattern.compile(TAG);
    private static final Pattern LIST =
            Pattern.compile("[ \\t,]*+" + TAG + "(?:[ \\t]*+,[ \\t,]*+" + TAG + ")*+[ \\t,]*+");
    private static final String ANY = "*";

    /** The tag of answers that everything in {@code description} is the same for. */
    public static WeakEntityTag of(String description) {
        byte[] hash = Arrays.copyOf(Sha256.of(description), HASH_BYTES);
        return new WeakEntityTag(
                "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "\"");
    }

    /**
     * Whether the client has what this tag stands for.
     *
     * @param ifNoneMatch the header {@code If-None-Match}, RFC 9110, section 13.1.2; one that is not well-formed names nothing
     */
    public boolean isAmong(Optional<String> ifNoneMatch) {
        return ifNoneMatch.map(String::strip).filter(this::isNamedIn).isPresent();
    }

    /** By weak comparison: only what is within the quotes counts. */
    private boolean isNamedIn(String condition) {
        if (condition.equals(ANY)) {
            return true;
        }
        return LIST.matcher(condition).matches()
                && ONE.matcher(condition).results().anyMatch(tag -> tag.group(1).equals(opaque()));
    }

    private String opaque() {
        Matcher own = ONE.matcher(field);
        if (!own.matches()) {
            throw new IllegalStateException("not an entity tag: " + field);
        }
        return own.group(1);
    }
}
