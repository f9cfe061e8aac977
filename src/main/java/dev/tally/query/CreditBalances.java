package dev.tally.query;

import dev.tally.model.Account;
import dev.tally.model.Credits;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** What is left of the credits that were granted. */
public interface CreditBalances {
    /** An account's credits at the instant {@code now}. */
    Uni<Credits> of(Account account, Instant now);
}
