-- Who voided or corrected an event, and what it said before and after. Kept when the event goes.
CREATE TABLE event_change (
    account_id   uuid        NOT NULL,
    event_id     text        NOT NULL,
    change_id    bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    action       text        NOT NULL CHECK (action IN ('VOID', 'CORRECT')),
    changed_at   timestamptz NOT NULL,
    -- The service's administrator, a key of the account, or the holder of a token.
    caller       text        NOT NULL CHECK (caller IN ('ADMINISTRATOR', 'KEY', 'TOKEN')),
    caller_key   uuid,
    caller_email text,
    content_before jsonb     NOT NULL,
    -- Null for a voided event.
    content_after  jsonb,
    PRIMARY KEY (account_id, event_id, change_id)
);

-- A voided event's task or snapshot is what its remaining events say.
CREATE INDEX usage_event_by_task ON usage_event (account_id, task_id) WHERE task_id IS NOT NULL;
CREATE INDEX usage_event_by_snapshot ON usage_event (account_id, snapshot_id) WHERE snapshot_id IS NOT NULL;

-- One row for the whole service: of everything before the horizon only cells are kept, and units of work. Whoever moves
-- it locks it. Null until events are dropped for the first time.
CREATE TABLE usage_retention (
    only_row boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    horizon  timestamptz,
    -- The transaction that moved it last.
    moved_by xid8,
    -- When everything before it was dropped, and months were made ahead.
    done_at  timestamptz
);
INSERT INTO usage_retention DEFAULT VALUES;

-- Stands on the partitions that lie before the horizon, until they are dropped.
CREATE FUNCTION refuse_usage_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events of this time are no longer kept one by one' USING ERRCODE = 'TL001';
END $$;

-- As before, but for months before the horizon, which are never made again.
CREATE OR REPLACE FUNCTION ensure_usage_event_partition(p_time timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month_start timestamp := date_trunc('month', p_time AT TIME ZONE 'UTC');
    partition   text      := format('usage_event_%s', to_char(month_start, 'YYYY_MM'));
BEGIN
    PERFORM refuse_before_horizon(p_time);
    IF p_time < '2000-01-01 00:00:00+00' OR to_regclass(partition) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('usage_event partitions', 0));
    PERFORM refuse_before_horizon(p_time);
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE usage_event INCLUDING ALL)', partition);
    EXECUTE format('ALTER TABLE usage_event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        partition, month_start AT TIME ZONE 'UTC', (month_start + interval '1 month') AT TIME ZONE 'UTC');
END $$;

CREATE FUNCTION refuse_before_horizon(p_time timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_time < (SELECT horizon FROM usage_retention) THEN
        RAISE EXCEPTION 'events of this time are no longer kept one by one' USING ERRCODE = 'TL001';
    END IF;
END $$;

-- Moves the horizon, and keeps events before it from coming in from the same moment on: who is storing one is waited for,
-- who comes later is refused. Only the partitions before it are locked, and their readers are not.
CREATE FUNCTION move_usage_horizon(p_horizon timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
    moved     timestamptz;
    partition name;
BEGIN
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
    RETURN moved;
END $$;

-- The tables of the months: attached, with their detachment begun, or detached and about to be dropped.
CREATE VIEW usage_event_partitions AS
SELECT c.oid AS id,
       c.relname AS name,
       i.inhrelid IS NOT NULL AND NOT i.inhdetachpending AS attached,
       coalesce(i.inhdetachpending, false) AS detaching,
       CASE c.relname WHEN 'usage_event_past' THEN '2000-01-01 00:00:00+00'::timestamptz
           ELSE ((replace(right(c.relname, 7), '_', '-') || '-01')::timestamp + interval '1 month') AT TIME ZONE 'UTC'
       END AS month_end
FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
  AND c.relname ~ '^usage_event_(past|[0-9]{4}_[0-9]{2})$';
