package dev.tally.account;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The credits that accounts are granted. */
@Singleton
class CreditGrants {
    static final int MOST_SHOWN = 100;

    private static final String TOTALS = """
            select sum(amount), max(expiresAt), count(expiresAt), count(*) from CreditGrantEntity where accountId = ?1
            """;

    private static final String LATEST_FIRST = "accountId = ?1 order by id desc";
    private static final String RESET = "creditsResetAt = ?2 where id = ?1";

    /**
     * What all grants of an account come to.
     *
     * @param expiresAt when the last of them expires; empty where there is none, or one without an end
     * @param lastReset since when their use is counted; empty for ever
     */
    record Totals(BigDecimal issued, Optional<Instant> expiresAt, Optional<Instant> lastReset) {}

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

    Uni<Totals> totals(UUID accountId) {
        return Panache.withSession(() -> sums(accountId).chain(sums -> AccountEntity.<AccountEntity>findById(accountId)
                .map(account -> totals(sums, Optional.ofNullable(account.creditsResetAt)))));
    }

    private static Uni<Object[]> sums(UUID accountId) {
        return Panache.getSession().chain(session -> session.createSelectionQuery(TOTALS, Object[].class)
                .setParameter(1, accountId)
                .getSingleResult());
    }

    private static Totals totals(Object[] sums, Optional<Instant> lastReset) {
        boolean allEnd = sums[2].equals(sums[3]);
        return new Totals(
                Optional.ofNullable((BigDecimal) sums[0]).orElse(BigDecimal.ZERO),
                Optional.ofNullable((Instant) sums[1]).filter(latest -> allEnd),
                lastReset);
    }
}
