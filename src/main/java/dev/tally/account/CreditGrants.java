package dev.tally.account;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The credits that accounts are granted. */
@Singleton
class CreditGrants {
    static final int MOST_SHOWN = 100;

    private static final String LATEST_FIRST = "accountId = ?1 order by id desc";
    private static final String RESET = "creditsResetAt = ?2, creditsUsedAtReset = null where id = ?1";

    Uni<CreditGrantEntity> add(UUID accountId, NewGrant wanted, Instant now) {
        CreditGrantEntity grant = new CreditGrantEntity();
        grant.accountId = accountId;
        grant.id = TimeOrderedIds.next(now);
        grant.amount = wanted.amount();
        grant.expiresAt = wanted.expiry().orElse(null);
        grant.note = wanted.note();
        grant.createdAt = now;
        return Panache.withTransaction(grant::persist).replaceWith(grant);
    }

    Uni<List<CreditGrantEntity>> latest(UUID accountId) {
        return Panache.withSession(() -> CreditGrantEntity.<CreditGrantEntity>find(LATEST_FIRST, accountId)
                .range(0, MOST_SHOWN - 1)
                .list());
    }

    /** Sets the use back to nothing: only events from {@code now} on count. */
    Uni<Void> reset(UUID accountId, Instant now) {
        return Panache.withTransaction(() -> AccountEntity.update(RESET, accountId, now))
                .replaceWithVoid();
    }
}
