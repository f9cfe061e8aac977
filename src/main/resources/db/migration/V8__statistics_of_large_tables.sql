-- Gathering the statistics of millions of events takes seconds. PostgreSQL would do it whenever a table has grown by a tenth;
-- after a quarter is often enough.
ALTER TABLE event_key SET (autovacuum_analyze_scale_factor = 0.25);
ALTER TABLE unit_of_work SET (autovacuum_analyze_scale_factor = 0.25);
ALTER TABLE unit_use SET (autovacuum_analyze_scale_factor = 0.25);
ALTER TABLE usage_cell SET (autovacuum_analyze_scale_factor = 0.25);

-- A partitioned table has no such setting; its partitions have.
DO $$
DECLARE
    partition regclass;
BEGIN
    FOR partition IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'usage_event'::regclass LOOP
        EXECUTE format('ALTER TABLE %s SET (autovacuum_analyze_scale_factor = 0.25)', partition);
    END LOOP;
END $$;

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
    EXECUTE format('CREATE TABLE %I (LIKE usage_event INCLUDING ALL) WITH (autovacuum_analyze_scale_factor = 0.25)', partition);
    EXECUTE format('ALTER TABLE usage_event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        partition, month_start AT TIME ZONE 'UTC', (month_start + interval '1 month') AT TIME ZONE 'UTC');
END $$;
