package dev.tally.storage;

import dev.tally.http.DateTimes;
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
import java.util.Optional;
import java.util.UUID;

/**
 * Reads all of a version in one statement, and so in one snapshot; except for what is still to come to pass, of which there is
 * nothing, mostly, and the statement says so without a look at every month of events. Where there may be something, what a
 * second statement finds holds for the version of the first one too: whatever was committed in between raised the version, so
 * that nobody who asks later comes to this one again.
 *
 * <p>Whatever way a backup is restored, to a new server, by going back in time, or into emptied or new tables of the same
 * server, either the server was started since or the table lies in another file. The same goes for a standby that took over and
 * may lack the last changes. That a restart alone makes all versions new costs one computation of each answer.
 */
@Singleton
class PgUsageVersions implements UsageVersions {
    private static final String USAGE_COLUMNS = """
            concat_ws(' ', extract(epoch FROM pg_postmaster_start_time()), pg_relation_filenode('account_usage')) AS store,
                coalesce(u.version, 0) + p.batches AS changes,
                p.batches > 0 OR coalesce(u.latest >= $2, false) AS may_come_to_pass""";

    private static final String USAGE = """
            (SELECT count(*) AS batches FROM pending_batch WHERE account_id = $1) p
            LEFT JOIN account_usage u ON u.account_id = $1
            """;

    /** The part of a version that usage changes, and the account's revision; {@code $1} is the account and {@code $2} now. */
    static final String USAGE_VERSION = """
            SELECT %s,
                (SELECT a.revision FROM account a WHERE a.account_id = $1) AS revision
            FROM %s""".formatted(USAGE_COLUMNS, USAGE);

    /** All of it; the same parameters. */
    static final String VERSION = """
            SELECT %s,
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
            CROSS JOIN %s""".formatted(USAGE_COLUMNS, USAGE);

    /** The same parameters. */
    static final String NEXT = """
            SELECT
                (SELECT min(e.occurred_at) FROM usage_event e
                    WHERE e.account_id = $1 AND e.occurred_at >= $2) AS next_event_at,
                (SELECT min(w.started_at) FROM unit_of_work w
                    WHERE w.account_id = $1 AND w.kind <> 'RUN' AND w.started_at >= $2) AS next_unit_at
            """;

    private final Pool pool;

    PgUsageVersions(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<UsageVersion> of(UUID accountId, Instant now) {
        return pool.preparedQuery(VERSION)
                .execute(parameters(accountId, now))
                .chain(rows -> version(accountId, now, rows.iterator().next()));
    }

    /** @param row of {@link #VERSION} */
    Uni<UsageVersion> version(UUID accountId, Instant now, Row row) {
        return version(accountId, now, row, credits(row));
    }

    /**
     * As {@link #version(UUID, Instant, Row)}, where the account has the revision that it had when its credits were read.
     *
     * @param row of {@link #USAGE_VERSION}
     */
    Uni<UsageVersion> version(UUID accountId, Instant now, Row row, Credits credits) {
        return row.getBoolean("may_come_to_pass")
                ? pool.preparedQuery(NEXT)
                        .execute(parameters(accountId, now))
                        .map(rows -> rows.iterator().next())
                        .map(next -> version(
                                accountId, row, credits, instant(next, "next_event_at"), instant(next, "next_unit_at")))
                : Uni.createFrom().item(version(accountId, row, credits, Optional.empty(), Optional.empty()));
    }

    private static Tuple parameters(UUID accountId, Instant now) {
        return Tuple.of(accountId, DateTimes.utc(now));
    }

    private static UsageVersion version(
            UUID accountId, Row row, Credits credits, Optional<Instant> nextEventAt, Optional<Instant> nextUnitAt) {
        return new UsageVersion(
                accountId, row.getString("store"), row.getLong("changes"), nextEventAt, nextUnitAt, credits);
    }

    private static Credits credits(Row row) {
        return new Credits(
                row.getLong("grants"),
                row.getBigDecimal("fingerprint"),
                instant(row, "last_reset"),
                instant(row, "next_expiry"));
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
