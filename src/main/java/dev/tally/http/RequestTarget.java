package dev.tally.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a request line asks for, as it stands there: RFC 9112, section 3.2, and RFC 3986. These leave it to senders whether they
 * encode a semicolon, and here they must: Quarkus drops what is behind one in a path, and Vert.x ends a parameter's value there,
 * so that another event would be voided than the one that was named.
 *
 * @param text of any characters
 */
public record RequestTarget(String text) {
    private static final Pattern BEFORE_PATH = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://[^/?]*");

    /** Of paths and queries, beside letters and digits: those that mean nothing but themselves, wherever they stand. */
    private static final String PLAIN = "/?&=-._~:,@+";

    private static final Pattern VANISHING_SEGMENT = Pattern.compile("[^/]/(/|$)|/(\\.|%2[eE]){1,2}(/|$)");

    private static final String ENCODING =
            " must be UTF-8 in which semicolons and what a URL cannot hold are percent-encoded";

    private static final int HEXADECIMAL = 16;

    /** The path, still percent-encoded; that of an absolute target is behind its authority. */
    public String path() {
        String relative =
                text.startsWith("/") ? text : BEFORE_PATH.matcher(text).replaceFirst("");
        int query = relative.indexOf('?');
        return query < 0 ? relative : relative.substring(0, query);
    }

    /** What is wrong with it, if anything is. */
    public Optional<Failure> failure() {
        if (isPlain()) {
            return Optional.empty();
        }
        if (!isEncoded(path())) {
            return failure(Optional.empty(), "The path" + ENCODING);
        }
        for (String parameter : query().split("&", -1)) {
            if (!isEncoded(parameter)) {
                String name = parameter.split("=", 2)[0];
                return isEncoded(name) && !name.isEmpty()
                        ? failure(Optional.of(name), "'" + name + "'" + ENCODING)
                        : failure(Optional.empty(), "The query" + ENCODING);
            }
        }
        return isUri(text.startsWith("/") ? "/" : text)
                ? Optional.empty()
                : failure(Optional.empty(), "The target of the request" + ENCODING);
    }

    /**
     * What is wrong with it where something is to be changed that its path names. Quarkus leaves out segments without characters
     * and resolves those of dots: where a slash of an id was not encoded, something else would be changed than was meant. At the
     * start there may be one without characters, where a client's base URL ends with a slash.
     */
    public Optional<Failure> failureOfChange() {
        return VANISHING_SEGMENT.matcher(path()).find()
                ? failure(
                        Optional.empty(),
                        "The path ends with a slash, or has a segment that is empty, . or ..; slashes of names and ids must be"
                                + " percent-encoded")
                : Optional.empty();
    }

    /** Most are, and a look at each character costs less than to ask {@link URI} part by part. */
    private boolean isPlain() {
        if (!text.startsWith("/")) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || PLAIN.indexOf(c) >= 0;
    }

    private String query() {
        int query = text.indexOf('?');
        return query < 0 ? "" : text.substring(query + 1);
    }

    private static Optional<Failure> failure(Optional<String> field, String message) {
        return Optional.of(new Failure(FailureKind.INVALID_REQUEST, field, message));
    }

    /** Whether a part of a URL, or all of it, can be read in one way only. */
    private static boolean isEncoded(String part) {
        if (part.chars().anyMatch(c -> c <= ' ' || c > '~' || c == ';')) {
            return false;
        }
        return isUri(part.startsWith("/") ? part.replaceFirst("/+", "/") : "/?" + part) && isUtf8(decoded(part));
    }

    private static boolean isUri(String text) {
        try {
            return !new URI(text).toString().isEmpty();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        return !StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true).isError();
    }

    /** Its bytes; every percent sign is followed by two hexadecimal digits, which {@link URI} has seen to. */
    private static ByteBuffer decoded(String part) {
        ByteBuffer bytes = ByteBuffer.allocate(part.length());
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) == '%') {
                bytes.put((byte) Integer.parseInt(part.substring(i + 1, i + 3), HEXADECIMAL));
                i += 2;
            } else {
                bytes.put((byte) part.charAt(i));
            }
        }
        return bytes.flip();
    }
}
