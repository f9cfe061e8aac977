package dev.tally.retention;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Where events are kept by month, and dropped by month. */
public interface RetentionStore {
    /**
     * Does something that only one does at a time, of all who share the database.
     *
     * @return empty where somebody else is at it
     */
    <T> Uni<Optional<T>> alone(Function<RetentionSession, Uni<T>> work);

    /** When all was done that there was to do; empty for never. */
    Uni<Optional<Instant>> doneAt();
}
