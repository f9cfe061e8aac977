package dev.tally.account;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.OptimisticLockException;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;

/** Writes what is there already or not yet. */
final class Upserts {
    /** Somebody else must have been first each time. */
    private static final int MOST_RETRIES = 10;

    private Upserts() {}

    /** Runs what looks for a row and changes it, or makes it if there is none; again if another made or removed it in between. */
    static <T> Uni<T> inTransaction(Supplier<Uni<T>> lookingAndWriting) {
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(lookingAndWriting))
                .onFailure(Upserts::isOvertaken)
                .retry()
                .atMost(MOST_RETRIES);
    }

    private static boolean isOvertaken(Throwable e) {
        return e instanceof ConstraintViolationException || e instanceof OptimisticLockException;
    }
}
