package dev.tally.access;

import dev.tally.http.FailureException;
import dev.tally.http.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** A secret that a request presents; its text never appears in a log. */
sealed interface Credential {
    /** The lengths of API keys, and the greatest of tokens. */
    int SHORTEST_KEY = 16;

    int LONGEST_KEY = 512;

    int LONGEST_TOKEN = 8192;

    Pattern VISIBLE_ASCII = Pattern.compile("[!-~]+");

    /** Header, claims and signature, which is empty in an unsigned token: RFC 7515, section 7.1. */
    Pattern COMPACT_JWS = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    /** The hash of its text. */
    SecretHash hash();

    /** An API key, or the key of the service's administrator. */
    record Key(String secret) implements Credential {
        public Key {
            if (secret.length() < SHORTEST_KEY
                    || secret.length() > LONGEST_KEY
                    || !VISIBLE_ASCII.matcher(secret).matches()) {
                throw invalid();
            }
        }

        @Override
        public SecretHash hash() {
            return SecretHash.of(secret);
        }

        @Override
        public String toString() {
            return "Key";
        }
    }

    /** A JSON Web Token in compact form, not yet verified. */
    record Token(String compact) implements Credential {
        public Token {
            if (compact.length() > LONGEST_TOKEN) {
                throw invalid();
            }
        }

        @Override
        public SecretHash hash() {
            return SecretHash.of(compact);
        }

        @Override
        public String toString() {
            return "Token";
        }
    }

    /** A bearer credential: what looks like a JSON Web Token is one, everything else is a key. */
    static Credential bearer(String text) {
        return COMPACT_JWS.matcher(text).matches() && startsWithObject(text) ? new Token(text) : new Key(text);
    }

    static FailureException invalid() {
        return new FailureException(FailureKind.INVALID_CREDENTIAL, "The credential is not valid");
    }

    static FailureException expired() {
        return new FailureException(FailureKind.EXPIRED_CREDENTIAL, "The credential has expired");
    }

    private static boolean startsWithObject(String text) {
        try {
            byte[] header = Base64.getUrlDecoder().decode(text.substring(0, text.indexOf('.')));
            String json = new String(header, StandardCharsets.UTF_8).strip();
            return json.startsWith("{") && json.endsWith("}");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
