package dev.tally.account;

import dev.tally.model.Account;
import dev.tally.model.Grain;
import dev.tally.model.Window;
import dev.tally.query.UsageQuery;
import dev.tally.query.UsageService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What was granted, less what the recorded events used. */
@Singleton
public class CreditService {
    /** Events may be some minutes ahead of the clock: all that is recorded has been used. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final GrantTotals grants;
    private final UsageService usage;

    CreditService(GrantTotals grants, UsageService usage) {
        this.grants = grants;
        this.usage = usage;
    }

    /** An account's credits at the instant {@code now}. */
    public Uni<Credits> of(Account account, Instant now) {
        return grants.of(account.id()).chain(granted -> used(account, new Window(countedFrom(granted), now.plus(AHEAD)))
                .map(used -> credits(granted, used.add(granted.usedAtReset().orElse(BigDecimal.ZERO)), now)));
    }

    private static Optional<Instant> countedFrom(GrantTotals.Totals granted) {
        return granted.usedAtReset().isPresent()
                ? granted.lastReset().map(Grain.QUARTER_HOUR::nextStart)
                : granted.lastReset();
    }

    private Uni<BigDecimal> used(Account account, Window window) {
        return usage.report(UsageQuery.of(account.id(), window, account.timeZone()))
                .map(report -> report.totals().credits());
    }

    private static Credits credits(GrantTotals.Totals granted, BigDecimal used, Instant now) {
        boolean expired = granted.expiresAt().filter(end -> !now.isBefore(end)).isPresent();
        return new Credits(granted.issued(), used, granted.lastReset(), granted.expiresAt(), expired);
    }
}
