-- A new number with every change, whoever makes it, of what the callers and the answers of an account depend on beside its usage:
-- its settings, members, keys and credits. Whoever remembers these looks at the number to know that they are still so. Null where
-- nobody counts: the tables of a Citus cluster take no triggers.
ALTER TABLE account ADD COLUMN revision bigint;

CREATE SEQUENCE account_revision_seq;

-- No number comes twice: that of a new account is not one of an account that had its id before, and that of a changed one is
-- higher even where the sequence was set back, or was left behind when the rows were replicated.
CREATE FUNCTION number_account_revision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    NEW.revision := nextval('account_revision_seq');
    IF TG_OP = 'UPDATE' THEN
        NEW.revision := greatest(NEW.revision, OLD.revision + 1);
    END IF;
    RETURN NEW;
END $$;

-- A part of an account changed, so that the account did.
CREATE FUNCTION revise_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        UPDATE account SET revision = revision;
    ELSIF TG_OP = 'INSERT' THEN
        UPDATE account SET revision = revision WHERE account_id = NEW.account_id;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE account SET revision = revision WHERE account_id = OLD.account_id;
    ELSE
        UPDATE account SET revision = revision WHERE account_id IN (OLD.account_id, NEW.account_id);
    END IF;
    RETURN NULL;
END $$;

-- Whoever changes a key by hand need have no right to change the account, nor have its table in sight.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['number_account_revision', 'revise_account'] LOOP
        EXECUTE format('ALTER FUNCTION %I() SET search_path = %I, pg_temp', name, current_schema());
    END LOOP;
END $$;

-- What a part changes is counted when its transaction is committed: the account's row is locked last, and for a moment.
CREATE FUNCTION count_account_revisions() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    part record;
BEGIN
    CREATE TRIGGER number_revision BEFORE INSERT OR UPDATE ON account
        FOR EACH ROW EXECUTE FUNCTION number_account_revision();
    FOR part IN SELECT * FROM (VALUES
        ('member', 'UPDATE'),
        ('credit_grant', 'UPDATE'),
        -- When a key was last used changes all the time, and nothing depends on it.
        ('api_key', 'UPDATE OF account_id, key_id, secret_hash, scopes, email, expires_at, revoked_at')) parts (name, changed)
    LOOP
        EXECUTE format('CREATE CONSTRAINT TRIGGER revise_account AFTER INSERT OR DELETE OR %s ON %I'
            ' DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION revise_account()', part.changed, part.name);
        EXECUTE format('CREATE TRIGGER revise_accounts AFTER TRUNCATE ON %I'
            ' FOR EACH STATEMENT EXECUTE FUNCTION revise_account()', part.name);
    END LOOP;
    UPDATE account SET revision = revision;
END $$;

-- For tables that are about to be spread over a cluster.
CREATE FUNCTION forget_account_revisions() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    part name;
BEGIN
    DROP TRIGGER IF EXISTS number_revision ON account;
    FOREACH part IN ARRAY ARRAY['member', 'credit_grant', 'api_key'] LOOP
        EXECUTE format('DROP TRIGGER IF EXISTS revise_account ON %I', part);
        EXECUTE format('DROP TRIGGER IF EXISTS revise_accounts ON %I', part);
    END LOOP;
    UPDATE account SET revision = NULL;
END $$;
