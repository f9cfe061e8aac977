package dev.tally.ops;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the database is, as people write it: {@code postgresql://user:password@host:port/database?parameters}, user name,
 * password, database and parameters percent-encoded (a {@code +} is a plus). The syntax is that of libpq's connection URIs
 * (PostgreSQL documentation, "Connection URIs"), for one host over TCP.
 *
 * @param host name or address; an IPv6 address stands in brackets
 * @param port 5432 if the text names none
 * @param password null if the text has none
 * @param parameters by name, in the order of the text
 */
public record DatabaseUrl(
        String host, int port, String database, String user, String password, Map<String, String> parameters) {
    private static final int DEFAULT_PORT = 5432;
    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");
    private static final Set<String> PARAMETERS =
            Set.of("sslmode", "sslrootcert", "application_name", "options", "channel_binding");
    private static final String SHAPE = "it must look like postgresql://user:password@host:5432/database";

    /**
     * Reads the text.
     *
     * @throws StartFailure if it is not such a URL; the message never repeats the text, which holds a password
     */
    public static DatabaseUrl parse(String text) {
        URI uri = uriOf(text);
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
            throw invalid(SHAPE);
        }
        if (uri.getHost() == null) {
            throw invalid("it names no single host, or one with characters that need percent-encoding; " + SHAPE);
        }
        String path = uri.getRawPath();
        if (path.length() < 2 || path.indexOf('/', 1) > 0) {
            throw invalid("it names no database; " + SHAPE);
        }
        if (uri.getRawUserInfo() == null || uri.getRawUserInfo().startsWith(":")) {
            throw invalid("it names no user; " + SHAPE);
        }
        String[] credentials = uri.getRawUserInfo().split(":", 2);
        return new DatabaseUrl(
                uri.getHost(),
                portOf(uri),
                decoded(path.substring(1)),
                decoded(credentials[0]),
                credentials.length == 2 ? decoded(credentials[1]) : null,
                parametersOf(uri.getRawQuery()));
    }

    /** The same place with another database in it. */
    public DatabaseUrl withDatabase(String other) {
        return new DatabaseUrl(host, port, other, user, password, parameters);
    }

    /** The URL of the JDBC driver, without user and password. */
    public String jdbcUrl() {
        Map<String, String> known = new LinkedHashMap<>();
        parameters.forEach((name, value) -> known.put(jdbcName(name), value));
        return "jdbc:" + address() + query(known);
    }

    /** The URL of the reactive client, without user and password. */
    public String reactiveUrl() {
        Map<String, String> known = new LinkedHashMap<>(parameters);
        known.keySet().retainAll(Set.of("sslmode", "application_name", "options"));
        return address() + query(known);
    }

    /** The text that {@link #parse} reads back; holds the password. */
    public String withCredentials() {
        String credentials = encoded(user) + (password == null ? "" : ":" + encoded(password));
        return "postgresql://" + credentials + "@" + address().substring("postgresql://".length()) + query(parameters);
    }

    /** Without the password, so that it can be logged. */
    @Override
    public String toString() {
        return address();
    }

    private String address() {
        return "postgresql://" + host + ":" + port + "/" + encoded(database);
    }

    private static URI uriOf(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            // The exception's message holds the whole text: it must not become the cause.
            throw invalid("it cannot be read from character " + (e.getIndex() + 1)
                    + " on, where something is missing or needs percent-encoding; " + SHAPE);
        }
    }

    private static int portOf(URI uri) {
        int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
        if (port < 1 || port > 65535) {
            throw invalid("its port must be between 1 and 65535");
        }
        return port;
    }

    private static Map<String, String> parametersOf(String rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (rawQuery == null || rawQuery.isEmpty()) {
            return parameters;
        }
        for (String pair : rawQuery.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            if (!PARAMETERS.contains(name)) {
                throw invalid("its parameter \"" + name + "\" is not one of "
                        + PARAMETERS.stream().sorted().collect(Collectors.joining(", ")));
            }
            parameters.put(name, parts.length == 2 ? decoded(parts[1]) : "");
        }
        return parameters;
    }

    private static String jdbcName(String name) {
        return switch (name) {
            case "application_name" -> "ApplicationName";
            case "channel_binding" -> "channelBinding";
            default -> name;
        };
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("its percent-encoding is broken");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static StartFailure invalid(String reason) {
        return new StartFailure("TALLY_DATABASE_URL is not usable: " + reason);
    }
}
