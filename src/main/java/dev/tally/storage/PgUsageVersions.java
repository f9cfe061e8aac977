package dev.tally.storage;

import dev.tally.query.UsageVersion;
import dev.tally.query.UsageVersion.Credits;
import dev.tally.query.UsageVersions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads all of a version in one statement, and so in one snapshot.
 *
 * <p>Whatever way a backup is restored, to a new server, by going back in time, or into emptied or new tables of the same
 * server, either the server was started since or the table lies in another file. The same goes for a standby that took over and
 * may lack the last changes. That a restart alone makes all versions new costs one computation of each answer.
 */
@Singleton
class PgUsageVersions implements UsageVersions {
    /** {@code $1} is the account and {@code $2} now. */
    static final String VERSION = """
            SELECT
                concat_ws(' ', extract(epoch FROM pg_postmaster_start_time()),
                    pg_relation_filenode('account_usage')) AS store,
                coalesce((SELECT u.version FROM account_usage u WHERE u.account_id = $1), 0)
                    + (SELECT count(*) FROM pending_batch p WHERE p.account_id = $1) AS changes,
                (SELECT min(e.occurred_at) FROM usage_event e
                    WHERE e.account_id = $1 AND e.occurred_at >= $2) AS next_event_at,
                (SELECT min(w.started_at) FROM unit_of_work w
                    WHERE w.account_id = $1 AND w.kind <> 'RUN' AND w.started_at >= $2) AS next_unit_at,
                (SELECT a.credits_reset_at FROM account a WHERE a.account_id = $1) AS last_reset,
                g.grants, g.fingerprint, g.next_expiry
            FROM (
                SELECT
                    count(*) AS grants,
                    coalesce(sum(hashtextextended(concat_ws(
                        ' ', grant_id, amount, extract(epoch FROM expires_at)), 0)), 0) AS fingerprint,
                    min(expires_at) FILTER (WHERE expires_at > $2) AS next_expiry
                FROM credit_grant WHERE account_id = $1
            ) g
            """;

    private final Pool pool;

    PgUsageVersions(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<UsageVersion> of(UUID accountId, Instant now) {
        return pool.preparedQuery(VERSION)
                .execute(Tuple.of(accountId, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> version(accountId, rows.iterator().next()));
    }

    static UsageVersion version(UUID accountId, Row row) {
        return new UsageVersion(
                accountId,
                row.getString("store"),
                row.getLong("changes"),
                instant(row, "next_event_at"),
                instant(row, "next_unit_at"),
                new Credits(
                        row.getLong("grants"),
                        row.getBigDecimal("fingerprint"),
                        instant(row, "last_reset"),
                        instant(row, "next_expiry")));
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
