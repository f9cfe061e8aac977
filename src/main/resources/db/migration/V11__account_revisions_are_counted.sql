-- Apart from the column, which keeps everybody from reading accounts until it is there: this keeps only writers waiting.
DO $$
DECLARE
    spread boolean := false;
BEGIN
    IF to_regclass('pg_dist_partition') IS NOT NULL THEN
        EXECUTE 'SELECT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = ''account''::regclass)' INTO spread;
    END IF;
    IF NOT spread THEN
        PERFORM count_account_revisions();
    END IF;
END $$;
