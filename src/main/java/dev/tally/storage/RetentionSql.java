package dev.tally.storage;

/** The statements that drop months of events. */
final class RetentionSql {
    /** Of the connection, and so gone with it. */
    static final String TRY_LOCK = "SELECT pg_try_advisory_lock(hashtextextended('usage_event retention', 0))";

    static final String UNLOCK = "SELECT pg_advisory_unlock(hashtextextended('usage_event retention', 0))";

    /** What is dropped may be large; only the waiting for others is bounded. */
    static final String TAKE_TIME = "SET statement_timeout = 0";

    static final String TAKE_NO_TIME = "RESET statement_timeout";

    static final String DONE_AT = "SELECT done_at FROM usage_retention";

    static final String DONE = "UPDATE usage_retention SET done_at = $1";

    static final String MOVE_HORIZON = "SELECT move_usage_horizon($1)";

    static final String HORIZON = "SELECT horizon FROM usage_retention";

    static final String ACCOUNTS = """
            SELECT DISTINCT account_id FROM pending_batch WHERE first_event_at < $1 LIMIT $2
            """;

    static final String MONTHS = "SELECT name FROM usage_event_partitions WHERE month_end <= $1 ORDER BY month_end";

    /**
     * Snapshots that do not see where the horizon is now are those from before it moved; there may be more, never fewer. A
     * transaction that is still to come moved it elsewhere, where the backup was made: here nobody is from before that.
     */
    static final String IS_UNOBSERVED = """
            SELECT NOT EXISTS (
              SELECT FROM pg_stat_activity a CROSS JOIN usage_retention r
              WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.backend_xmin IS NOT NULL
                AND r.moved_by < pg_snapshot_xmax(pg_current_snapshot())
                AND age(a.backend_xmin) >= age(r.moved_by::xid))
            """;

    static final String STATE = """
            SELECT attached, detaching, pg_relation_size(id) / current_setting('block_size')::bigint AS blocks
            FROM usage_event_partitions WHERE name = $1
            """;

    private RetentionSql() {}

    /** Of some blocks of a month's table: as many at a time as make a short transaction. */
    static String forgetKeys(String month, long fromBlock, long toBlock) {
        return """
                DELETE FROM event_key k USING %s e
                WHERE e.ctid >= '(%d,0)'::tid AND e.ctid < '(%d,0)'::tid
                  AND k.account_id = e.account_id AND k.event_id = e.event_id AND k.occurred_at = e.occurred_at
                """.formatted(month, fromBlock, toBlock);
    }

    /** Outside of a transaction: it waits for those that use the month, and nobody waits for it. */
    static String detach(String month) {
        return "ALTER TABLE usage_event DETACH PARTITION " + month + " CONCURRENTLY";
    }

    static String finishDetaching(String month) {
        return "ALTER TABLE usage_event DETACH PARTITION " + month + " FINALIZE";
    }

    static String drop(String month) {
        return "DROP TABLE " + month;
    }

    static String waitAtMost(long millis) {
        return "SET lock_timeout = " + millis;
    }
}
