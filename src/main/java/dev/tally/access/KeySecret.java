package dev.tally.access;

import dev.tally.http.FailureException;
import java.security.SecureRandom;
import java.util.Base64;

/** The secret of a new API key, which exists in clear only while the request that makes the key is answered. */
public final class KeySecret {
    private static final String GENERATED_PREFIX = "tally_sk_";
    private static final int GENERATED_BYTES = 32;
    private static final int SHOWN_OF_GENERATED = 12;
    private static final int SHOWN_OF_IMPORTED = 8;

    private final String text;
    private final int shown;

    private KeySecret(String text, int shown) {
        this.text = text;
        this.shown = shown;
    }

    /** A new secret of 256 random bits. */
    public static KeySecret generated() {
        byte[] random = new byte[GENERATED_BYTES];
        new SecureRandom().nextBytes(random);
        return new KeySecret(
                GENERATED_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random), SHOWN_OF_GENERATED);
    }

    /**
     * A secret that clients have already.
     *
     * @throws FailureException when no request could present it
     */
    public static KeySecret imported(String text) {
        boolean presentable = text.length() >= Credential.SHORTEST_KEY
                && text.length() <= Credential.LONGEST_KEY
                && Credential.VISIBLE_ASCII.matcher(text).matches();
        if (!presentable) {
            throw FailureException.invalid(
                    "secret",
                    "'secret' must have " + Credential.SHORTEST_KEY + " to " + Credential.LONGEST_KEY
                            + " characters, all of them visible ASCII");
        }
        if (Credential.bearer(text) instanceof Credential.Token) {
            throw FailureException.invalid("secret", "'secret' must not look like a JSON Web Token");
        }
        return new KeySecret(text, Math.min(SHOWN_OF_IMPORTED, text.length() / 4));
    }

    /** The secret itself, for its owner and nobody else. */
    public String reveal() {
        return text;
    }

    public SecretHash hash() {
        return SecretHash.of(text);
    }

    /** The first characters, by which people tell keys apart; never more than a quarter of a secret that was imported. */
    public String prefix() {
        return text.substring(0, shown);
    }

    @Override
    public String toString() {
        return prefix() + "…";
    }
}
