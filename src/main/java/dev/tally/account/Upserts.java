package dev.tally.account;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;

/** Writes what is there already or not yet. */
final class Upserts {
    private Upserts() {}

    /** Runs what looks for a row and makes it if there is none, once more if another made it in between. */
    static <T> Uni<T> inTransaction(Supplier<Uni<T>> lookingAndWriting) {
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(lookingAndWriting))
                .onFailure(ConstraintViolationException.class)
                .retry()
                .atMost(1);
    }
}
