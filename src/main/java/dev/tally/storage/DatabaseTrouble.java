package dev.tally.storage;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What can be the matter with a database that works otherwise. It passes, or somebody mends it; then the same works again. */
enum DatabaseTrouble {
    UNREACHABLE("unreachable", "The service cannot reach its database"),
    REFUSED_LOGIN("the login is refused", "The service cannot reach its database"),
    NO_DATABASE("the server has no such database", "The service cannot reach its database"),
    NO_CONNECTION("the server has no connection left", "The service's database is too busy"),
    NO_RESOURCES("the server is short of memory or space", "The service's database is short of memory or space"),
    READ_ONLY("the server takes no changes", "The service's database takes no changes at the moment"),
    TOO_SLOW("no answer in time", "The service's database did not answer in time"),
    CONTENTION("others change the same", "Too many requests change the same at the same time"),
    NO_TURN("all connections are in use", "The service is too busy: its connections to the database are all in use");

    private static final int DEEPEST_CAUSE = 10;

    private final String reason;
    private final String words;

    DatabaseTrouble(String reason, String words) {
        this.reason = reason;
        this.words = words;
    }

    /** For operators. Names no place and no person. */
    String reason() {
        return reason;
    }

    /** For the callers of the service. */
    String words() {
        return words;
    }

    /** What a failure, or what caused it, is a sign of; empty where it is a sign of a defect. */
    static Optional<DatabaseTrouble> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .flatMap(cause -> one(cause).stream())
                .findFirst();
    }

    private static Optional<DatabaseTrouble> one(Throwable e) {
        if (e instanceof PgException refused) {
            return Optional.ofNullable(refused.getSqlState()).flatMap(DatabaseTrouble::ofState);
        }
        // What Hibernate makes of the same.
        if (e instanceof SQLException refused) {
            return Optional.ofNullable(refused.getSQLState()).flatMap(DatabaseTrouble::ofState);
        }
        if (e instanceof TimeoutException) {
            return Optional.of(TOO_SLOW);
        }
        // The client has no types of its own for most of these.
        if (e instanceof VertxException || e instanceof NoStackTraceThrowable) {
            return ofClient(String.valueOf(e.getMessage()));
        }
        boolean ofNetwork = e instanceof SocketException
                || e instanceof UnknownHostException
                || e instanceof ClosedChannelException
                || e instanceof SSLException;
        return ofNetwork ? Optional.of(UNREACHABLE) : Optional.empty();
    }

    /** By SQLSTATE, or its class (PostgreSQL documentation, appendix A). */
    private static Optional<DatabaseTrouble> ofState(String state) {
        return Optional.ofNullable(
                switch (state) {
                    case "25006" -> READ_ONLY;
                    case "25P03" -> UNREACHABLE;
                    case "53300" -> NO_CONNECTION;
                    case "55P03", "57014" -> TOO_SLOW;
                    default ->
                        switch (state.substring(0, Math.min(2, state.length()))) {
                            case "08", "57", "58" -> UNREACHABLE;
                            case "28" -> REFUSED_LOGIN;
                            case "3D" -> NO_DATABASE;
                            case "40" -> CONTENTION;
                            case "53" -> NO_RESOURCES;
                            default -> null;
                        };
                });
    }

    private static Optional<DatabaseTrouble> ofClient(String message) {
        if (message.startsWith("Timeout") || message.contains("max wait queue size")) {
            return Optional.of(NO_TURN);
        }
        boolean lost =
                Stream.of("connection", "Connection", "Transaction already").anyMatch(message::contains);
        return lost ? Optional.of(UNREACHABLE) : Optional.empty();
    }
}
