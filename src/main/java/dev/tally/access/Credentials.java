package dev.tally.access;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the credentials of a request from its headers. */
final class Credentials {
    private static final String API_KEY_HEADER = "X-Api-Key";

    /** Clients of Freddy know this name too. It counts where there is no other: proxies have headers of this name for themselves. */
    private static final String OTHER_API_KEY_HEADER = "Api-Key";

    /** The scheme's name is case-insensitive, RFC 9110, section 11.1. */
    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+)", Pattern.CASE_INSENSITIVE);

    private Credentials() {}

    /**
     * The credentials in the order in which they count.
     *
     * @throws dev.tally.http.FailureException when a header is repeated or cannot be understood
     */
    static List<Credential> of(MultivaluedMap<String, String> headers) {
        Stream<Credential> bearer = only(headers, HttpHeaders.AUTHORIZATION).map(Credentials::bearer).stream();
        Stream<Credential> key = only(headers, API_KEY_HEADER).<Credential>map(Credential.Key::new).stream();
        List<Credential> usual = Stream.concat(bearer, key).toList();
        return usual.isEmpty()
                ? only(headers, OTHER_API_KEY_HEADER).<Credential>map(Credential.Key::new).stream()
                        .toList()
                : usual;
    }

    private static Credential bearer(String authorization) {
        Matcher bearer = BEARER.matcher(authorization);
        if (!bearer.matches()) {
            throw Credential.invalid();
        }
        return Credential.bearer(bearer.group(1));
    }

    private static Optional<String> only(MultivaluedMap<String, String> headers, String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Credential.invalid();
        }
        return values.stream().map(String::strip).findFirst();
    }
}
