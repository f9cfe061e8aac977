-- Those of some events of an account that are there. Each is found by its key, also where statistics from before a
-- table grew say that reading all of it would be faster: whoever stores events asks this for each batch.
CREATE FUNCTION known_event_keys(p_account uuid, p_event_ids text[]) RETURNS TABLE (known_id text, known_hash bytea)
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY SELECT event_id, content_hash FROM event_key WHERE account_id = p_account AND event_id = ANY (p_event_ids);
END $$;
