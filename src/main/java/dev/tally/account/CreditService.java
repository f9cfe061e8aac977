package dev.tally.account;

import dev.tally.model.Account;
import dev.tally.model.Window;
import dev.tally.query.UsageQuery;
import dev.tally.query.UsageService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The credits that accounts are granted and use up. */
@Singleton
public class CreditService {
    static final int MOST_GRANTS_SHOWN = 100;

    /** Beyond the few minutes by which events may be ahead of the clock: all that is recorded has been used. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final String TOTALS = """
            select sum(g.amount), max(g.expiresAt), count(g.expiresAt), count(*) from CreditGrantEntity g
            where g.accountId = ?1
            """;

    private static final String LATEST_FIRST = "accountId = ?1 order by id desc";
    private static final String RESET = "creditsResetAt = ?2 where id = ?1";

    private final UsageService usage;

    CreditService(UsageService usage) {
        this.usage = usage;
    }

    /** What was granted to an account so far. */
    private record Granted(BigDecimal issued, Optional<Instant> expiresAt) {}

    public Uni<Credits> of(Account account, Instant now) {
        return Panache.withSession(() -> granted(account.id()).chain(granted -> lastReset(account.id())
                        .map(reset -> new Credits(
                                granted.issued(),
                                BigDecimal.ZERO,
                                reset,
                                granted.expiresAt(),
                                granted.expiresAt()
                                        .filter(end -> !now.isBefore(end))
                                        .isPresent()))))
                .chain(unused -> used(account, unused.lastReset(), now)
                        .map(used -> new Credits(
                                unused.issued(), used, unused.lastReset(), unused.expiresAt(), unused.expired())));
    }

    Uni<CreditGrantEntity> grant(UUID accountId, NewGrant wanted, Instant now) {
        CreditGrantEntity grant = new CreditGrantEntity();
        grant.accountId = accountId;
        grant.id = TimeOrderedIds.next(now);
        grant.amount = wanted.amount();
        grant.expiresAt = wanted.expiry().orElse(null);
        grant.note = wanted.note();
        grant.createdAt = now;
        return Panache.withTransaction(grant::persist).replaceWith(grant);
    }

    Uni<List<CreditGrantEntity>> latestGrants(UUID accountId) {
        return Panache.withSession(() -> CreditGrantEntity.<CreditGrantEntity>find(LATEST_FIRST, accountId)
                .range(0, MOST_GRANTS_SHOWN - 1)
                .list());
    }

    /** Sets the use back to nothing: only events from {@code now} on count. */
    Uni<Void> reset(UUID accountId, Instant now) {
        return Panache.withTransaction(() -> AccountEntity.update(RESET, accountId, now))
                .replaceWithVoid();
    }

    private Uni<BigDecimal> used(Account account, Optional<Instant> since, Instant now) {
        Window window = new Window(since, now.plus(AHEAD));
        return usage.report(UsageQuery.of(account.id(), window, account.timeZone()))
                .map(report -> report.totals().credits());
    }

    private static Uni<Optional<Instant>> lastReset(UUID accountId) {
        return AccountEntity.<AccountEntity>findById(accountId)
                .map(account -> Optional.ofNullable(account.creditsResetAt));
    }

    private static Uni<Granted> granted(UUID accountId) {
        return Panache.getSession()
                .chain(session -> session.createSelectionQuery(TOTALS, Object[].class)
                        .setParameter(1, accountId)
                        .getSingleResult())
                .map(totals -> new Granted(
                        Optional.ofNullable((BigDecimal) totals[0]).orElse(BigDecimal.ZERO),
                        Optional.ofNullable((Instant) totals[1]).filter(end -> totals[2].equals(totals[3]))));
    }
}
