package dev.tally.storage;

/** The statements that store events. */
final class IngestSql {
    /** Columns that events and their units of work have in common. */
    private static final String OF_EVENTS_AND_UNITS = """
            unnest($3::text[]) AS event_id, unnest($5::timestamptz[]) AS occurred_at,
                  unnest($8::text[]) AS model, unnest($9::text[]) AS provider, unnest($10::text[]) AS operation,
                  unnest($11::text[]) AS project_id, unnest($12::text[]) AS email, unnest($13::text[]) AS work_order_id,
                  unnest($14::text[]) AS run_id, unnest($15::text[]) AS profile, unnest($17::text[]) AS task_id,
                  unnest($18::text[]) AS task_status, unnest($19::timestamptz[]) AS task_started_at,
                  unnest($20::text[]) AS snapshot_id, unnest($21::text[]) AS snapshot_status, unnest($25::boolean[]) AS byok""";

    /** Those of an event, after its account, id, time and batch. */
    static final String EVENT_COLUMNS = """
            model, provider, operation, project_id, project_name, email, profile, work_order_id, run_id, task_id, task_status,
            task_started_at, snapshot_id, snapshot_status, success, http_status, duration_ms, input_tokens, output_tokens,
            cached_input_tokens, currency, cost, llm_cost, reporting_currency, reporting_cost, reporting_llm_cost,
            credits, byok, neo_cost, synapses, neurons, steps, tool_calls, agent_triggers, metadata""";

    /** For {@link #EVENT_COLUMNS}, from {@link #EVENTS}. */
    static final String EVENT_VALUES = """
            model, provider, operation, project_id, project_name, email, profile, work_order_id, run_id, task_id, task_status,
            task_started_at, snapshot_id, snapshot_status, coalesce(success, true), http_status, duration_ms,
            coalesce(input_tokens, 0), coalesce(output_tokens, 0), coalesce(cached_input_tokens, 0),
            coalesce(currency, $2::text), coalesce(cost, 0), coalesce(llm_cost, 0),
            $2::text, coalesce(reporting_cost, cost, 0), coalesce(reporting_llm_cost, llm_cost, 0),
            coalesce(credits, 0), coalesce(byok, false), coalesce(neo_cost, 0), coalesce(synapses, 0),
            coalesce(neurons, 0), coalesce(steps, 0), coalesce(tool_calls, 0), coalesce(agent_triggers, 0),
            metadata::jsonb""";

    /** The events that came in, with all that there is to say of each. */
    static final String EVENTS = """
            SELECT %s,
              unnest($6::text[]) AS project_name, unnest($7::text[]) AS metadata,
              unnest($22::boolean[]) AS success, unnest($23::integer[]) AS http_status, unnest($24::bigint[]) AS duration_ms,
              unnest($26::text[]) AS currency, unnest($27::numeric[]) AS cost, unnest($28::numeric[]) AS llm_cost,
              unnest($29::numeric[]) AS reporting_cost, unnest($30::numeric[]) AS reporting_llm_cost,
              unnest($31::numeric[]) AS credits, unnest($32::numeric[]) AS neo_cost,
              unnest($33::numeric[]) AS synapses, unnest($34::numeric[]) AS neurons,
              unnest($35::bigint[]) AS input_tokens, unnest($36::bigint[]) AS output_tokens,
              unnest($37::bigint[]) AS cached_input_tokens, unnest($38::bigint[]) AS steps,
              unnest($39::bigint[]) AS tool_calls, unnest($40::bigint[]) AS agent_triggers""".formatted(OF_EVENTS_AND_UNITS);

    /** The units of the events that came in, once for each event. */
    static final String MENTIONS = """
            SELECT incoming.*, unit.kind, unit.unit_id, unit.status, unit.given_started_at
            FROM (
              SELECT %s,
                unnest($16::bytea[]) AS use_hash
            ) AS incoming CROSS JOIN LATERAL (VALUES
              ('TASK', task_id, task_status, task_started_at),
              ('WORK_ORDER', work_order_id, NULL, NULL),
              ('RUN', run_id, NULL, NULL),
              ('SNAPSHOT', snapshot_id, snapshot_status, NULL)
            ) AS unit (kind, unit_id, status, given_started_at)
            WHERE use_hash IS NOT NULL AND unit.unit_id IS NOT NULL""".formatted(OF_EVENTS_AND_UNITS);

    static final String UNIT_COLUMNS = """
            (account_id, kind, unit_id, first_event_at, given_started_at, status, status_at, status_event_id)""";

    /** For {@link #UNIT_COLUMNS}, after the account, from {@link #MENTIONS} by unit. */
    static final String UNIT_VALUES = """
            kind, unit_id, min(occurred_at), min(given_started_at),
            (array_agg(status ORDER BY occurred_at DESC, event_id COLLATE "C" DESC)
              FILTER (WHERE status IS NOT NULL))[1],
            max(occurred_at) FILTER (WHERE status IS NOT NULL),
            (array_agg(event_id ORDER BY occurred_at DESC, event_id COLLATE "C" DESC)
              FILTER (WHERE status IS NOT NULL))[1]""";

    /** The earliest start counts, and the latest status. */
    static final String UNIT_IS_THERE = """
            ON CONFLICT (account_id, kind, unit_id) DO UPDATE SET
              first_event_at = least(u.first_event_at, excluded.first_event_at),
              given_started_at = least(u.given_started_at, excluded.given_started_at),
              (status, status_at, status_event_id) = (
                SELECT s.status, s.status_at, s.status_event_id
                FROM (VALUES (u.status, u.status_at, u.status_event_id),
                  (excluded.status, excluded.status_at, excluded.status_event_id)
                ) AS s (status, status_at, status_event_id)
                ORDER BY s.status_at DESC NULLS LAST, s.status_event_id COLLATE "C" DESC LIMIT 1)
            WHERE excluded.first_event_at < u.first_event_at
              OR excluded.given_started_at < coalesce(u.given_started_at, 'infinity')
              OR excluded.status_at >= coalesce(u.status_at, '-infinity')""";

    static final String USE_COLUMNS = """
            (account_id, kind, unit_id, use_hash, model, provider, operation, project_id, email, work_order_id, run_id, profile,
              byok)""";

    /** For {@link #USE_COLUMNS}, after the account, from {@link #MENTIONS}. */
    static final String USE_VALUES = """
            kind, unit_id, use_hash, model, provider, operation, project_id, email, work_order_id, run_id, profile,
              coalesce(byok, false)""";

    /**
     * Stores those events of account $1 that are new, each with its units of work, and returns the ids of the others with the
     * hashes that are stored for them. Another row, without an id, has the batch of those that are new, if any is.
     *
     * <p>To ask first which are known, all together, costs PostgreSQL less than to have each looked up by {@code ON CONFLICT} and
     * written down twice. If somebody else commits one of the keys in between, the statement violates their unique index, and
     * {@link #STORE_AMONG_OTHERS} is for the next attempt.
     *
     * <p>The arrays are those of {@link EventColumns}, with each id once; null in them means what is usual, and so does null for
     * an array. Rows are sorted wherever they are locked, and keys are locked before units: transactions that lock in one order
     * never wait in a circle. What depends on a count waits for all of what is counted. So uses are looked at when their unit is
     * locked: until then a correction may delete them.
     *
     * <p>Each part takes its own columns from the arrays, in the list of a SELECT: there rows are made as they are needed,
     * where a function in FROM would first write them all down. The units are counted in a condition, which is computed once,
     * before a use is looked at; in a join PostgreSQL counts them again for each use where it expects a single one.
     */
    static final String STORE =
            store("", "event_id NOT IN (SELECT known_id FROM known) AND (SELECT count(*) FROM fresh) > 0");

    /**
     * The same where others store the same events meanwhile: they are waited for. The hash is null of an event that one of them
     * committed while the statement ran, which only the next statement sees.
     */
    static final String STORE_AMONG_OTHERS =
            store("ON CONFLICT DO NOTHING", "event_id IN (SELECT event_id FROM fresh)");

    static final String PENDING_EVENTS = """
            SELECT coalesce(sum(events), 0)::bigint FROM pending_batch WHERE account_id = $1
            """;

    /**
     * @param onConflict what to do where a key is there that was not known
     * @param isNew the condition that an event's key was inserted, and that all of them are
     */
    private static String store(String onConflict, String isNew) {
        return """
                WITH known AS MATERIALIZED (
                  SELECT known_id, known_hash FROM known_event_keys($1::uuid, $3::text[])
                ),
                fresh AS (
                  INSERT INTO event_key (account_id, event_id, content_hash, occurred_at)
                  SELECT $1::uuid, event_id, content_hash, occurred_at FROM (
                    SELECT unnest($3::text[]) AS event_id, unnest($4::bytea[]) AS content_hash,
                      unnest($5::timestamptz[]) AS occurred_at
                  ) AS e WHERE event_id NOT IN (SELECT known_id FROM known) ORDER BY event_id COLLATE "C"
                  %1$s
                  RETURNING event_id, occurred_at
                ),
                batch AS MATERIALIZED (SELECT nextval('batch_id_seq') AS batch_id),
                queued AS (
                  INSERT INTO pending_batch (account_id, batch_id, events, first_event_at, stored_at)
                  SELECT $1::uuid, batch_id, count(*), min(occurred_at), now() FROM fresh CROSS JOIN batch GROUP BY batch_id
                  RETURNING batch_id, stored_at
                ),
                recorded AS (
                  INSERT INTO usage_event (account_id, event_id, occurred_at, batch_id, %3$s)
                  SELECT $1::uuid, event_id, occurred_at, batch_id, %4$s
                  FROM (
                    %5$s
                  ) AS incoming CROSS JOIN batch WHERE %2$s
                ),
                mention AS (
                  %6$s AND %2$s
                ),
                units AS (
                  INSERT INTO unit_of_work AS u
                    %7$s
                  SELECT $1::uuid, %8$s
                  FROM mention GROUP BY kind, unit_id ORDER BY kind COLLATE "C", unit_id COLLATE "C"
                  %9$s
                  RETURNING unit_id
                ),
                uses AS (
                  INSERT INTO unit_use %10$s
                  SELECT DISTINCT ON (kind COLLATE "C", unit_id COLLATE "C", use_hash)
                    $1::uuid, %11$s
                  FROM mention WHERE (SELECT count(*) FROM units) >= 0
                  ORDER BY kind COLLATE "C", unit_id COLLATE "C", use_hash
                  ON CONFLICT DO NOTHING
                )
                SELECT event_id, known_hash AS content_hash, NULL::bigint AS batch_id, NULL::timestamptz AS stored_at
                FROM unnest($3::text[]) AS incoming (event_id) LEFT JOIN known ON known_id = event_id
                WHERE (SELECT count(*) FROM fresh) < cardinality($3::text[])
                  AND NOT EXISTS (SELECT FROM fresh WHERE fresh.event_id = incoming.event_id)
                UNION ALL
                SELECT NULL, NULL, batch_id, stored_at FROM queued
                """.formatted(
                        onConflict,
                        isNew,
                        EVENT_COLUMNS,
                        EVENT_VALUES,
                        EVENTS,
                        MENTIONS,
                        UNIT_COLUMNS,
                        UNIT_VALUES,
                        UNIT_IS_THERE,
                        USE_COLUMNS,
                        USE_VALUES);
    }

    private IngestSql() {}
}
