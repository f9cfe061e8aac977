package dev.tally.storage;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What {@link IngestSql#STORE} does, as a function that a Citus cluster runs on the worker that has the account. The statement
 * itself would take the results of its parts to every worker: it would get no faster with more of them, and none of them might be
 * away.
 *
 * <p>Each statement inserts what it selects from the account's row in {@code account_usage}, which needs to be there for that:
 * so Citus sees that all of it lies in the shards of one account, and leaves it to PostgreSQL.
 */
final class StoringFunction {
    private static final String TYPES = """
            uuid, text, text[], bytea[], timestamptz[], text[], text[], text[], text[], text[], text[], text[], text[], text[],
            text[], bytea[], text[], text[], timestamptz[], text[], text[], boolean[], integer[], bigint[], boolean[], text[],
            numeric[], numeric[], numeric[], numeric[], numeric[], numeric[], numeric[], numeric[], bigint[], bigint[],
            bigint[], bigint[], bigint[], bigint[]""";

    static final String SIGNATURE = "store_usage_events(" + TYPES + ")";

    private static final String NEW_EVENT = "JOIN (SELECT unnest(fresh) AS event_id) AS new USING (event_id)";

    private static final String OF_ACCOUNT = "CROSS JOIN account_usage a WHERE a.account_id = $1";

    private static final String BODY = """
            DECLARE
              known record;
              fresh text[] := '{}';
              new_batch bigint;
            BEGIN
              PERFORM FROM account_usage WHERE account_id = $1;
              IF NOT FOUND THEN
                INSERT INTO account_usage (account_id, version) VALUES ($1, 0) ON CONFLICT DO NOTHING;
              END IF;
              FOR known IN
                INSERT INTO event_key (account_id, event_id, content_hash, occurred_at)
                SELECT a.account_id, event_id, content_hash, occurred_at FROM (
                  SELECT unnest($3) AS event_id, unnest($4) AS content_hash, unnest($5) AS occurred_at
                ) AS e %1$s ORDER BY event_id COLLATE "C"
                ON CONFLICT DO NOTHING
                RETURNING event_id
              LOOP
                fresh := array_append(fresh, known.event_id);
              END LOOP;
              IF cardinality(fresh) > 0 THEN
                new_batch := nextval('batch_id_seq');
                INSERT INTO pending_batch (account_id, batch_id, events, first_event_at, stored_at)
                SELECT a.account_id, new_batch, count(*), min(occurred_at), now()
                FROM (SELECT unnest($3) AS event_id, unnest($5) AS occurred_at) AS e %2$s %1$s GROUP BY a.account_id;
                INSERT INTO usage_event (account_id, event_id, occurred_at, batch_id, %3$s)
                SELECT a.account_id, event_id, incoming.occurred_at, new_batch, %4$s
                FROM (
                  %5$s
                ) AS incoming %2$s %1$s;
                INSERT INTO unit_of_work AS u %6$s
                SELECT a.account_id, %7$s
                FROM (
                  %8$s
                ) AS mention %2$s %1$s GROUP BY a.account_id, kind, unit_id ORDER BY kind COLLATE "C", unit_id COLLATE "C"
                %9$s;
                INSERT INTO unit_use %10$s
                SELECT DISTINCT ON (kind COLLATE "C", unit_id COLLATE "C", use_hash) a.account_id, %11$s
                FROM (
                  %8$s
                ) AS mention %2$s %1$s ORDER BY kind COLLATE "C", unit_id COLLATE "C", use_hash
                ON CONFLICT DO NOTHING;
              END IF;
              IF cardinality(fresh) < cardinality($3) THEN
                RETURN QUERY SELECT incoming.event_id, k.content_hash
                FROM unnest($3) AS incoming (event_id) CROSS JOIN account_usage a
                LEFT JOIN event_key k ON k.account_id = a.account_id AND k.event_id = incoming.event_id
                WHERE a.account_id = $1
                  AND NOT EXISTS (SELECT FROM unnest(fresh) AS new (event_id) WHERE new.event_id = incoming.event_id);
              END IF;
            END""".formatted(
                    OF_ACCOUNT,
                    NEW_EVENT,
                    IngestSql.EVENT_COLUMNS,
                    IngestSql.EVENT_VALUES,
                    IngestSql.EVENTS,
                    IngestSql.UNIT_COLUMNS,
                    IngestSql.UNIT_VALUES,
                    IngestSql.MENTIONS,
                    IngestSql.UNIT_IS_THERE,
                    IngestSql.USE_COLUMNS,
                    IngestSql.USE_VALUES);

    /** Workers number batches for themselves: Citus gives each a range of its own for a sequence that a column takes. */
    private static final String NUMBER_ANYWHERE = """
            ALTER TABLE pending_batch ALTER COLUMN batch_id SET DEFAULT nextval('batch_id_seq')
            """;

    private static final String CREATE = "CREATE OR REPLACE FUNCTION " + SIGNATURE
            + " RETURNS TABLE (known_id text, known_hash bytea) LANGUAGE plpgsql" + " AS $body$\n" + BODY + " $body$";

    /** What makes it, or makes it anew. */
    static final List<String> DEFINITION = List.of(NUMBER_ANYWHERE, CREATE);

    /** What has the workers of a cluster run it, once the tables are spread. */
    static final String SPREAD =
            "SELECT create_distributed_function('" + SIGNATURE + "', '$1', colocate_with => 'account_usage')";

    static final String CALL = IntStream.rangeClosed(1, TYPES.split(",").length)
            .mapToObj(parameter -> "$" + parameter)
            .collect(Collectors.joining(", ", "SELECT known_id, known_hash FROM store_usage_events(", ")"));

    private StoringFunction() {}
}
