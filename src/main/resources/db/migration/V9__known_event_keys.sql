-- Those of some events of an account that are there. Whoever stores events asks this for each batch, so that it must not depend on
-- statistics, which may be from before a table or an account grew: each key is looked up in the index, and nothing else read.
-- From version 17 on PostgreSQL does that for an array, and finds keys together that lie beside each other; before, it may as
-- well go through all keys of the account, if it believes that they are few.
CREATE FUNCTION known_event_keys(p_account uuid, p_event_ids text[]) RETURNS TABLE (known_id text, known_hash bytea)
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
BEGIN
    IF current_setting('server_version_num')::integer >= 170000 THEN
        RETURN QUERY
        SELECT event_id, content_hash FROM event_key WHERE account_id = p_account AND event_id = ANY (p_event_ids);
    ELSE
        RETURN QUERY
        SELECT known.event_id, known.content_hash FROM unnest(p_event_ids) AS incoming (event_id)
        CROSS JOIN LATERAL (
            SELECT k.event_id, k.content_hash FROM event_key k
            WHERE k.account_id = p_account AND k.event_id = incoming.event_id
            OFFSET 0
        ) AS known;
    END IF;
END $$;
