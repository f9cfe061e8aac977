package dev.tally.storage;

/** The statements that read and write cells for a roll, and what they are rolled from. */
final class CellSql {
    /** Without waiting: a roll that is under way does what this one would. */
    static final String LOCK = """
            SELECT version FROM account_usage WHERE account_id = $1 FOR NO KEY UPDATE SKIP LOCKED
            """;

    static final String AWAIT_LOCK = """
            SELECT version FROM account_usage WHERE account_id = $1 FOR NO KEY UPDATE
            """;

    static final String MAKE_LOCK = """
            INSERT INTO account_usage (account_id, version) VALUES ($1, 0) ON CONFLICT DO NOTHING
            """;

    static final String ACCOUNTS = """
            SELECT account_id FROM pending_batch GROUP BY account_id ORDER BY min(stored_at) LIMIT $1
            """;

    static final String BACKLOG = "SELECT coalesce(sum(events), 0)::bigint, min(stored_at) FROM pending_batch";

    static final String PENDING_BATCHES = """
            SELECT batch_id, events, stored_at FROM (
              SELECT batch_id, events, stored_at, sum(events) OVER (ORDER BY batch_id) - events AS events_before
              FROM pending_batch WHERE account_id = $1
            ) queue
            WHERE events_before < $2 ORDER BY batch_id
            """;

    static final String EVENTS = EventRows.WITH_UNITS + """
            FROM unnest($2::bigint[]) AS p (batch_id)
            %sWHERE $3::timestamptz IS NULL OR e.occurred_at >= $3
            """.formatted(EventRows.OF_BATCH);

    /** Locked, so that it does not move. */
    static final String HORIZON = RetentionSql.HORIZON + " FOR SHARE";

    /**
     * On a cluster, where it does not move as nothing is dropped yet; to lock it, every worker would have to be there.
     */
    static final String HORIZON_OF_CLUSTER = RetentionSql.HORIZON;

    static final String EXTENT = "SELECT dimensions, earliest, latest FROM account_usage WHERE account_id = $1";

    static final String SET_DIMENSIONS = "UPDATE account_usage SET dimensions = $2 WHERE account_id = $1";

    /** In the list of a SELECT, where rows are made as they are needed; a function in FROM would first write them all down. */
    private static final String KEY_COLUMNS = """
            unnest($2::smallint[]) AS facet, unnest($3::smallint[]) AS grain, unnest($4::timestamptz[]) AS bucket_start,
              unnest($5::uuid[]) AS hash_1, unnest($6::uuid[]) AS hash_2, unnest($7::uuid[]) AS hash_3""";

    private static final String KEYS = "(SELECT " + KEY_COLUMNS + ") AS k";

    private static final String OF_KEY = """
            c.account_id = $1 AND c.facet = k.facet AND c.grain = k.grain AND c.bucket_start = k.bucket_start
              AND c.hash_1 = k.hash_1 AND c.hash_2 = k.hash_2 AND c.hash_3 = k.hash_3""";

    /** Each through the index, which OFFSET makes PostgreSQL do also where its statistics do not know the account yet. */
    static final String CELLS = """
            SELECT k.position, cell.measures, cell.durations
            FROM (SELECT %s, generate_series(1, cardinality($2::smallint[])) AS position) AS k
            CROSS JOIN LATERAL (SELECT c.measures, c.durations FROM usage_cell c WHERE %s OFFSET 0) cell
            """.formatted(KEY_COLUMNS, OF_KEY);

    static final String REMOVE = """
            DELETE FROM usage_cell c USING %s WHERE %s
            """.formatted(KEYS, OF_KEY);

    /** In the order of the index, whose pages are then written to one after the other. */
    private static final String INSERT = """
            INSERT INTO usage_cell AS c (account_id, facet, grain, bucket_start, hash_1, hash_2, hash_3, key_1, key_2, key_3,
              measures, durations)
            SELECT $1::uuid, k.* FROM (
              SELECT %s,
              unnest($8::text[]) AS key_1, unnest($9::text[]) AS key_2, unnest($10::text[]) AS key_3,
              unnest($11::bytea[]) AS measures, unnest($12::bytea[]) AS durations
            ) AS k ORDER BY facet, grain, bucket_start, hash_1, hash_2, hash_3
            """.formatted(KEY_COLUMNS);

    /** Of cells that are not there, which PostgreSQL then need not look up before it writes each. */
    static final String ADD = INSERT;

    /** Of cells that are there: each is found by its key alone, which UPDATE would be free to do in other ways. */
    static final String REPLACE = INSERT + """
            ON CONFLICT (account_id, facet, grain, bucket_start, hash_1, hash_2, hash_3)
              DO UPDATE SET measures = excluded.measures, durations = excluded.durations
            """;

    /**
     * In the order in which events that come in lock them, so that the two never wait in a circle. Each unit through its key,
     * and the same for uses: UPDATE would find them in ways that take long where PostgreSQL's statistics do not know the account
     * yet, and what conflicts is found by its key alone. None is inserted: only those that
     * are there are taken, and whoever deletes one needs the lock that the roll has.
     */
    static final String UNITS_ROLLED = """
            INSERT INTO unit_of_work (account_id, kind, unit_id, first_event_at, rolled_started_at, rolled_status)
            SELECT $1::uuid, k.kind, k.unit_id, u.first_event_at, k.started_at, k.status
            FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[]) AS k (kind, unit_id, started_at, status)
            CROSS JOIN LATERAL (
              SELECT first_event_at FROM unit_of_work
              WHERE account_id = $1 AND kind = k.kind AND unit_id = k.unit_id
              OFFSET 0
            ) u
            ORDER BY k.kind COLLATE "C", k.unit_id COLLATE "C"
            ON CONFLICT (account_id, kind, unit_id) DO UPDATE
              SET rolled_started_at = excluded.rolled_started_at, rolled_status = excluded.rolled_status
            """;

    static final String USES_ROLLED = """
            INSERT INTO unit_use (account_id, kind, unit_id, use_hash, byok, rolled)
            SELECT $1::uuid, k.kind, k.unit_id, k.use_hash, x.byok, true
            FROM unnest($2::text[], $3::text[], $4::bytea[]) AS k (kind, unit_id, use_hash)
            CROSS JOIN LATERAL (
              SELECT byok FROM unit_use
              WHERE account_id = $1 AND kind = k.kind AND unit_id = k.unit_id AND use_hash = k.use_hash AND NOT rolled
              OFFSET 0
            ) x
            ON CONFLICT (account_id, kind, unit_id, use_hash) DO UPDATE SET rolled = excluded.rolled
            """;

    /** Adding as many batches to the version as leave the queue, their sum stays what it is. */
    static final String BATCHES_ROLLED = """
            WITH rolled AS (
              DELETE FROM pending_batch WHERE account_id = $1 AND batch_id = ANY ($2::bigint[]) RETURNING batch_id
            )
            UPDATE account_usage SET version = version + (SELECT count(*) FROM rolled),
              first_event_at = least(first_event_at, $3), earliest = least(earliest, $4), latest = greatest(latest, $5)
            WHERE account_id = $1
            """;

    /** Here and below: of months from $2 on, or of all. */
    static final String FORGET_CELLS = """
            DELETE FROM usage_cell WHERE account_id = $1 AND ($2::timestamptz IS NULL OR bucket_start >= $2)
            """;

    /** Those of the units that are about to be forgotten. */
    static final String FORGET_USES = """
            UPDATE unit_use x SET rolled = false FROM unit_of_work u
            WHERE x.account_id = $1 AND x.rolled AND u.account_id = $1 AND u.kind = x.kind AND u.unit_id = x.unit_id
              AND ($2::timestamptz IS NULL OR u.rolled_started_at >= $2)
            """;

    static final String FORGET_UNITS = """
            UPDATE unit_of_work SET rolled_started_at = NULL, rolled_status = NULL
            WHERE account_id = $1 AND rolled_started_at IS NOT NULL
              AND ($2::timestamptz IS NULL OR rolled_started_at >= $2)
            """;

    /** What the queue gains, the version loses. */
    static final String QUEUE_AGAIN = """
            WITH queued AS (
              INSERT INTO pending_batch (account_id, batch_id, events, first_event_at, stored_at)
              SELECT e.account_id, e.batch_id, count(*), min(e.occurred_at), now()
              FROM usage_event e WHERE e.account_id = $1 AND ($2::timestamptz IS NULL OR e.occurred_at >= $2)
              GROUP BY e.account_id, e.batch_id
              ON CONFLICT DO NOTHING
              RETURNING batch_id
            )
            UPDATE account_usage SET version = version - (SELECT count(*) FROM queued),
              dimensions = CASE WHEN $2 IS NULL THEN 0 ELSE dimensions END,
              first_event_at = CASE WHEN first_event_at < $2 THEN first_event_at END,
              earliest = CASE WHEN $2 IS NOT NULL THEN earliest END,
              latest = CASE WHEN $2 IS NOT NULL THEN latest END
            WHERE account_id = $1
            """;

    private CellSql() {}
}
