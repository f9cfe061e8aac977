package dev.tally.storage;

import dev.tally.model.UnitKind;

/** The statements that void and correct events. */
final class CorrectionSql {
    static final String TIME = "SELECT occurred_at FROM event_key WHERE account_id = $1 AND event_id = $2";

    static final String LOCK_KEY = """
            SELECT occurred_at FROM event_key WHERE account_id = $1 AND event_id = $2 FOR UPDATE
            """;

    /** In the names and forms of the API. */
    private static final String CONTENT = """
            jsonb_strip_nulls(jsonb_build_object('id', e.event_id, 'time', %s, 'task_started_at', %s)
              || to_jsonb(e) - '{account_id,event_id,occurred_at,batch_id,task_started_at}'::text[])
            """.formatted(utc("e.occurred_at"), utc("e.task_started_at"));

    /** Here and below: where the account is said again, Citus sees that all is on one worker. */
    static final String EVENT = """
            SELECT e.batch_id,
              EXISTS (SELECT FROM pending_batch p WHERE p.account_id = $1 AND p.batch_id = e.batch_id),
              e.model, e.provider, e.operation, e.project_id, e.email, e.work_order_id, e.run_id, e.profile, e.byok,
              e.task_id, e.snapshot_id, (%s)::text
            FROM usage_event e WHERE e.account_id = $1 AND e.event_id = $2 AND e.occurred_at = $3
            """.formatted(CONTENT);

    /** Whether its sender said the time does not matter where it is the same. */
    static final String IS_EQUAL = """
            SELECT occurred_at = $3 AND content_hash IN ($4, $5) FROM event_key WHERE account_id = $1 AND event_id = $2
            """;

    static final String EXPECT = """
            UPDATE event_key SET content_hash = $3 WHERE account_id = $1 AND event_id = $2 AND content_hash <> $3
            """;

    /** In the order in which events that come in lock them. */
    static final String LOCK_UNITS = """
            SELECT 1 FROM unit_of_work u JOIN unnest($2::text[], $3::text[]) AS k (kind, unit_id)
              ON u.kind = k.kind AND u.unit_id = k.unit_id
            WHERE u.account_id = $1
            ORDER BY u.kind COLLATE "C", u.unit_id COLLATE "C" FOR UPDATE OF u
            """;

    static final String DELETE_EVENT = """
            DELETE FROM usage_event WHERE account_id = $1 AND event_id = $2 AND occurred_at = $3
            """;

    static final String DELETE_KEY = "DELETE FROM event_key WHERE account_id = $1 AND event_id = $2";

    /** Once the event is gone. */
    static final String LOWER_BATCH = """
            UPDATE pending_batch p SET events = p.events - 1, first_event_at = coalesce(
              (SELECT min(e.occurred_at) FROM usage_event e WHERE e.account_id = $1 AND e.batch_id = p.batch_id),
              p.first_event_at)
            WHERE p.account_id = $1 AND p.batch_id = $2
            """;

    static final String DELETE_EMPTY_BATCH = """
            DELETE FROM pending_batch WHERE account_id = $1 AND batch_id = $2 AND events = 0
            """;

    /**
     * A batch that left the queue without being rolled counts twice, so that the version and the number of pending batches
     * go up together.
     */
    static final String NEW_VERSION = """
            UPDATE account_usage a SET version = a.version + 1 + $2,
              first_event_at = CASE WHEN $3 AND a.first_event_at = $4 THEN (
                SELECT e.occurred_at FROM usage_event e
                WHERE e.account_id = $1 AND NOT EXISTS (
                  SELECT FROM pending_batch p WHERE p.account_id = $1 AND p.batch_id = e.batch_id)
                ORDER BY e.occurred_at LIMIT 1
              ) ELSE a.first_event_at END,
              earliest = least(a.earliest, $5), latest = greatest(a.latest, $6)
            WHERE a.account_id = $1
            """;

    static final String RECORD = """
            INSERT INTO event_change (account_id, event_id, action, changed_at, caller, caller_key, caller_email,
              content_before, content_after)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9::text::jsonb)
            """;

    static final String CHANGES = """
            SELECT change_id, changed_at, caller, caller_key, caller_email, content_before::text, content_after::text
            FROM event_change WHERE account_id = $1 AND event_id = $2 AND change_id > $3
            ORDER BY change_id LIMIT $4
            """;

    /** The parts look at different rows, or at different columns of one: a unit without events is not counted again. */
    private static final String RECOUNT = """
            WITH remains AS MATERIALIZED (
              SELECT EXISTS (SELECT FROM usage_event e WHERE e.account_id = $1 AND COLUMN = $2)
                  OR coalesce(u.first_event_at < $6, false) AS any,
                coalesce(u.first_event_at < $6, false) AS forgotten
              FROM unit_of_work u WHERE u.account_id = $1 AND u.kind = KIND AND u.unit_id = $2
            ),
            uses AS (
              DELETE FROM unit_use x USING remains
              WHERE x.account_id = $1 AND x.kind = KIND AND x.unit_id = $2
                AND (NOT remains.any OR x.use_hash = $5 AND NOT remains.forgotten AND NOT EXISTS (
                  SELECT FROM usage_event e WHERE e.account_id = $1 AND COLUMN = $2 AND e.byok = x.byok
                    AND e.model IS NOT DISTINCT FROM x.model AND e.provider IS NOT DISTINCT FROM x.provider
                    AND e.operation IS NOT DISTINCT FROM x.operation AND e.project_id IS NOT DISTINCT FROM x.project_id
                    AND e.email IS NOT DISTINCT FROM x.email AND e.profile IS NOT DISTINCT FROM x.profile
                    AND e.work_order_id IS NOT DISTINCT FROM x.work_order_id
                    AND e.run_id IS NOT DISTINCT FROM x.run_id))
            ),
            gone AS (
              DELETE FROM unit_of_work u USING remains
              WHERE u.account_id = $1 AND u.kind = KIND AND u.unit_id = $2 AND NOT remains.any
            )
            UPDATE unit_of_work u SET
              first_event_at = CASE WHEN u.first_event_at = $4 THEN (
                SELECT min(e.occurred_at) FROM usage_event e WHERE e.account_id = $1 AND COLUMN = $2
              ) ELSE u.first_event_at END,
              given_started_at = CASE WHEN u.given_started_at IS NULL OR remains.forgotten THEN u.given_started_at ELSE (
                SELECT min(STARTED) FROM usage_event e WHERE e.account_id = $1 AND COLUMN = $2
              ) END,
              (status, status_at, status_event_id) = (
                SELECT s.status, s.status_at, s.status_event_id FROM (
                  SELECT u.status, u.status_at, u.status_event_id
                  WHERE (u.status_event_id, u.status_at) IS DISTINCT FROM ($3::text, $4::timestamptz)
                  UNION ALL
                  (SELECT STATUS, e.occurred_at, e.event_id FROM usage_event e
                   WHERE e.account_id = $1 AND COLUMN = $2 AND STATUS IS NOT NULL
                     AND (u.status_event_id, u.status_at) IS NOT DISTINCT FROM ($3::text, $4::timestamptz)
                   ORDER BY e.occurred_at DESC, e.event_id COLLATE "C" DESC LIMIT 1)
                ) s (status, status_at, status_event_id))
            FROM remains WHERE u.account_id = $1 AND u.kind = KIND AND u.unit_id = $2 AND remains.any
            """;

    private CorrectionSql() {}

    /**
     * Makes a unit of work what its remaining events say: for account $1, unit $2 and the deleted event's id $3, time $4 and
     * use $5, and the time $6 before which events are known no longer. Only what came from the deleted event is looked for
     * again; what may come from events that are no longer known stays.
     */
    static String recount(UnitKind kind) {
        return RECOUNT.replace("KIND", "'" + kind.name() + "'")
                .replace("COLUMN", column(kind))
                .replace("STARTED", kind == UnitKind.TASK ? "e.task_started_at" : "NULL::timestamptz")
                .replace(
                        "STATUS",
                        switch (kind) {
                            case TASK -> "e.task_status";
                            case SNAPSHOT -> "e.snapshot_status";
                            case WORK_ORDER, RUN -> "NULL::text";
                        });
    }

    private static String column(UnitKind kind) {
        return switch (kind) {
            case TASK -> "e.task_id";
            case WORK_ORDER -> "e.work_order_id";
            case RUN -> "e.run_id";
            case SNAPSHOT -> "e.snapshot_id";
        };
    }

    private static String utc(String column) {
        return "to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    }
}
