package dev.tally.storage;

import io.vertx.pgclient.PgException;
import java.util.Set;

/** Which transactions of events are worth another attempt when they fail: what they failed of may be gone by then. */
final class Attempts {
    /** How many attempts follow the first. */
    static final int MOST = 5;

    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";

    /** What an event without a partition violates. */
    private static final String CHECK_VIOLATION = "23514";

    /** Somebody else made the partition of a month at the same moment. */
    private static final String DUPLICATE_TABLE = "42P07";

    private static final String KEYS_OF_EVENTS = "event_key";

    private static final Set<String> WORTH_ANOTHER =
            Set.of(SERIALIZATION_FAILURE, DEADLOCK, CHECK_VIOLATION, DUPLICATE_TABLE);

    private static final String UNIQUE_VIOLATION = "23505";

    /** Raised by the schema. */
    private static final String TOO_OLD = "TL001";

    /** Classes of SQL states: what is not supported, and what is not known or not allowed. */
    private static final Set<String> REFUSALS = Set.of("0A", "42");

    private Attempts() {}

    /** Whether an event is from before the time since which events are kept. */
    static boolean isTooOld(Throwable e) {
        return e instanceof PgException refused && TOO_OLD.equals(refused.getSqlState());
    }

    /** Whether the database does not take the statement, whatever is to be stored. */
    static boolean isRefused(Throwable e) {
        return e instanceof PgException refused
                && REFUSALS.stream()
                        .anyMatch(of -> String.valueOf(refused.getSqlState()).startsWith(of));
    }

    /** Whether somebody else stored one of the events at the same moment. */
    static boolean isStoredMeanwhile(Throwable e) {
        return e instanceof PgException refused
                && UNIQUE_VIOLATION.equals(refused.getSqlState())
                && KEYS_OF_EVENTS.equals(refused.getTable());
    }

    static boolean isWorthAnother(Throwable e) {
        return e instanceof PgException refused && WORTH_ANOTHER.contains(refused.getSqlState());
    }
}
