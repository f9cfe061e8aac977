package dev.tally.retention;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The steps of dropping months. Each is safe to do again, whatever ended the run that did it before. */
public interface RetentionSession {
    /** Makes the months that hold these times, unless they are there. */
    Uni<Void> makeMonths(Collection<Instant> times);

    /**
     * Moves the time before which no event is kept, never back. From then on no event from before comes in, and no answer
     * relies on one.
     *
     * @param to the start of a month, UTC
     * @param maxWait for those that need it to stay where it is
     * @return where it is now: not there where they still do, and empty where every event is kept
     */
    Uni<Optional<Instant>> moveHorizon(Instant to, Duration maxWait);

    /** Some of the accounts that have pending events from before a time. */
    Uni<List<UUID>> accountsPendingBefore(Instant time, int most);

    /** The months that ended by a time and are not gone yet, by the names of their tables, oldest first. */
    Uni<List<String>> monthsBefore(Instant time);

    /** Whether no query is under way that began before the horizon moved. */
    Uni<Boolean> isUnobserved();

    /** Forgets the identities of a month's events, portion by portion. */
    Uni<Void> forgetKeys(String month);

    /**
     * Takes a month away from the others and deletes it. Queries and events that come in go on meanwhile.
     *
     * @param maxWait for those that were using the month
     * @return whether it is gone; else it will be after another attempt
     */
    Uni<Boolean> drop(String month, Duration maxWait);

    /** Notes that nothing is left to do. */
    Uni<Void> done(Instant at);
}
