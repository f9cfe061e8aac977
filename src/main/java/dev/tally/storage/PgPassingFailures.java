package dev.tally.storage;

import dev.tally.http.PassingFailures;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Those of the database. */
@Singleton
class PgPassingFailures implements PassingFailures {
    @Override
    public Optional<String> words(Throwable failure) {
        return DatabaseTrouble.of(failure).map(DatabaseTrouble::words);
    }
}
