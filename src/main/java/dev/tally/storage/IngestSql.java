package dev.tally.storage;

/** The statements that store events. */
final class IngestSql {
    /**
     * Stores those events of account $1 that are new, each with its units of work, and returns the ids of the others with
     * the hashes that are stored for them; null where that was committed by somebody else while the statement ran, which
     * only the next one sees. The arrays are those of {@link EventColumns}, with each id once; null in them means what is
     * usual, and so does null for an array. Rows are sorted wherever they are locked: transactions that lock in one order
     * never wait in a circle. Uses are looked at when their unit is locked: until then a correction may delete them.
     */
    static final String STORE = """
            WITH incoming AS MATERIALIZED (
              SELECT * FROM unnest(
                $3::text[], $4::bytea[], $5::timestamptz[], $6::text[], $7::text[],
                $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
                $16::bytea[], $17::text[], $18::text[], $19::timestamptz[], $20::text[], $21::text[],
                $22::boolean[], $23::integer[], $24::bigint[], $25::boolean[],
                $26::text[], $27::numeric[], $28::numeric[], $29::numeric[], $30::numeric[],
                $31::numeric[], $32::numeric[], $33::numeric[], $34::numeric[],
                $35::bigint[], $36::bigint[], $37::bigint[], $38::bigint[], $39::bigint[], $40::bigint[]
              ) AS e (
                event_id, content_hash, occurred_at, project_name, metadata,
                model, provider, operation, project_id, email, work_order_id, run_id, profile,
                use_hash, task_id, task_status, task_started_at, snapshot_id, snapshot_status,
                success, http_status, duration_ms, byok,
                currency, cost, llm_cost, reporting_cost, reporting_llm_cost,
                credits, neo_cost, synapses, neurons,
                input_tokens, output_tokens, cached_input_tokens, steps, tool_calls, agent_triggers)
            ),
            fresh AS (
              INSERT INTO event_key (account_id, event_id, content_hash, occurred_at)
              SELECT $1::uuid, event_id, content_hash, occurred_at FROM incoming ORDER BY event_id COLLATE "C"
              ON CONFLICT DO NOTHING
              RETURNING event_id, occurred_at
            ),
            batch AS MATERIALIZED (SELECT nextval('batch_id_seq') AS batch_id),
            queued AS (
              INSERT INTO pending_batch (account_id, batch_id, events, first_event_at, stored_at)
              SELECT $1::uuid, batch_id, count(*), min(occurred_at), now() FROM fresh CROSS JOIN batch GROUP BY batch_id
            ),
            accepted AS MATERIALIZED (SELECT incoming.* FROM incoming JOIN fresh USING (event_id)),
            recorded AS (
              INSERT INTO usage_event (account_id, event_id, occurred_at, batch_id, model, provider, operation,
                project_id, project_name, email, profile, work_order_id, run_id, task_id, task_status, task_started_at,
                snapshot_id, snapshot_status, success, http_status, duration_ms, input_tokens, output_tokens,
                cached_input_tokens, currency, cost, llm_cost, reporting_currency, reporting_cost, reporting_llm_cost,
                credits, byok, neo_cost, synapses, neurons, steps, tool_calls, agent_triggers, metadata)
              SELECT $1::uuid, event_id, occurred_at, batch_id, model, provider, operation,
                project_id, project_name, email, profile, work_order_id, run_id, task_id, task_status, task_started_at,
                snapshot_id, snapshot_status, coalesce(success, true), http_status, duration_ms,
                coalesce(input_tokens, 0), coalesce(output_tokens, 0), coalesce(cached_input_tokens, 0),
                coalesce(currency, $2::text), coalesce(cost, 0), coalesce(llm_cost, 0),
                $2::text, coalesce(reporting_cost, cost, 0), coalesce(reporting_llm_cost, llm_cost, 0),
                coalesce(credits, 0), coalesce(byok, false), coalesce(neo_cost, 0), coalesce(synapses, 0),
                coalesce(neurons, 0), coalesce(steps, 0), coalesce(tool_calls, 0), coalesce(agent_triggers, 0),
                metadata::jsonb
              FROM accepted CROSS JOIN batch
            ),
            mention AS (
              SELECT accepted.*, unit.kind, unit.unit_id, unit.status, unit.given_started_at
              FROM accepted CROSS JOIN LATERAL (VALUES
                ('TASK', task_id, task_status, task_started_at),
                ('WORK_ORDER', work_order_id, NULL, NULL),
                ('RUN', run_id, NULL, NULL),
                ('SNAPSHOT', snapshot_id, snapshot_status, NULL)
              ) AS unit (kind, unit_id, status, given_started_at)
              WHERE use_hash IS NOT NULL AND unit.unit_id IS NOT NULL
            ),
            units AS (
              INSERT INTO unit_of_work AS u
                (account_id, kind, unit_id, first_event_at, given_started_at, status, status_at, status_event_id)
              SELECT $1::uuid, kind, unit_id, min(occurred_at), min(given_started_at),
                (array_agg(status ORDER BY occurred_at DESC, event_id COLLATE "C" DESC)
                  FILTER (WHERE status IS NOT NULL))[1],
                max(occurred_at) FILTER (WHERE status IS NOT NULL),
                (array_agg(event_id ORDER BY occurred_at DESC, event_id COLLATE "C" DESC)
                  FILTER (WHERE status IS NOT NULL))[1]
              FROM mention GROUP BY kind, unit_id ORDER BY kind COLLATE "C", unit_id COLLATE "C"
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
                OR excluded.status_at >= coalesce(u.status_at, '-infinity')
              RETURNING unit_id
            ),
            uses AS (
              INSERT INTO unit_use (account_id, kind, unit_id, use_hash, model, provider, operation, project_id, email,
                work_order_id, run_id, profile, byok)
              SELECT DISTINCT ON (kind COLLATE "C", unit_id COLLATE "C", use_hash)
                $1::uuid, kind, unit_id, use_hash, model, provider, operation, project_id, email,
                work_order_id, run_id, profile, coalesce(byok, false)
              FROM mention CROSS JOIN (SELECT count(*) FROM units) AS locked
              ORDER BY kind COLLATE "C", unit_id COLLATE "C", use_hash
              ON CONFLICT DO NOTHING
            )
            SELECT event_id,
              (SELECT known.content_hash FROM event_key known
               WHERE known.account_id = $1::uuid AND known.event_id = incoming.event_id) AS content_hash
            FROM incoming WHERE NOT EXISTS (SELECT FROM fresh WHERE fresh.event_id = incoming.event_id)
            """;

    static final String PENDING_EVENTS = """
            SELECT coalesce(sum(events), 0)::bigint FROM pending_batch WHERE account_id = $1
            """;

    private IngestSql() {}
}
