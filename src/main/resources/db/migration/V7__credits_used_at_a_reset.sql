-- What an account used of its credits between their last reset and the next quarter-hour: no cell says that, and once the
-- horizon is later, no event does. Null until then.
ALTER TABLE account ADD COLUMN credits_used_at_reset numeric;

-- As before, and keeps what the events before the horizon were still needed for. Whoever needs the horizon to stay is waited for
-- first: until then, whoever stores an event in a month without a table has no reason to wait.
CREATE OR REPLACE FUNCTION move_usage_horizon(p_horizon timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
    before    timestamptz;
    moved     timestamptz;
    partition name;
BEGIN
    SELECT horizon INTO before FROM usage_retention FOR UPDATE;
    PERFORM pg_advisory_xact_lock(hashtextextended('usage_event partitions', 0));
    UPDATE usage_retention SET horizon = p_horizon, moved_by = pg_current_xact_id()
    WHERE horizon IS NULL OR horizon < p_horizon;
    SELECT horizon INTO moved FROM usage_retention;
    FOR partition IN
        SELECT p.name FROM usage_event_partitions p
        WHERE p.attached AND p.month_end <= moved AND NOT EXISTS (
            SELECT FROM pg_trigger t WHERE t.tgrelid = p.id AND t.tgname = 'refuse_usage_event')
    LOOP
        EXECUTE format('CREATE TRIGGER refuse_usage_event BEFORE INSERT ON %I FOR EACH ROW'
            ' EXECUTE FUNCTION refuse_usage_event()', partition);
    END LOOP;
    UPDATE account a SET credits_used_at_reset = (
        SELECT coalesce(sum(CASE WHEN e.byok THEN e.neo_cost ELSE e.credits END), 0) FROM usage_event e
        WHERE e.account_id = a.account_id AND e.occurred_at >= a.credits_reset_at
          AND e.occurred_at < date_bin('15 minutes', a.credits_reset_at + interval '15 minutes' - interval '1 microsecond',
              '2000-01-01 00:00:00+00'))
    WHERE a.credits_reset_at < moved AND a.credits_reset_at >= coalesce(before, '-infinity');
    RETURN moved;
END $$;
