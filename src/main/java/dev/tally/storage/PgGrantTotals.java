package dev.tally.storage;

import dev.tally.account.GrantTotals;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Adds grants up in one statement. */
@Singleton
class PgGrantTotals implements GrantTotals {
    private static final String TOTALS = """
            SELECT coalesce(sum(g.amount), 0) AS issued,
                CASE WHEN count(g.expires_at) = count(g.grant_id) THEN max(g.expires_at) END AS expires_at,
                a.credits_reset_at AS last_reset, a.credits_used_at_reset AS used_at_reset
            FROM account a LEFT JOIN credit_grant g ON g.account_id = $1
            WHERE a.account_id = $1
            GROUP BY a.credits_reset_at, a.credits_used_at_reset
            """;

    private final Pool pool;

    PgGrantTotals(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Totals> of(UUID accountId) {
        return pool.preparedQuery(TOTALS)
                .execute(Tuple.of(accountId))
                .map(rows -> totals(rows.iterator().next()));
    }

    private static Totals totals(Row row) {
        return new Totals(
                row.getBigDecimal("issued"),
                instant(row, "expires_at"),
                instant(row, "last_reset"),
                Optional.ofNullable(row.getBigDecimal("used_at_reset")));
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
