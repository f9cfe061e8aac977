-- Every key begins with account_id, so that the schema can be distributed by it.

CREATE TABLE account (
    account_id       uuid        PRIMARY KEY,
    external_id      text        NOT NULL UNIQUE,
    kind             text        NOT NULL CHECK (kind IN ('SOLO', 'TEAM')),
    name             text        NOT NULL,
    currency         text        NOT NULL,
    time_zone        text        NOT NULL,
    dialect          text,
    credits_reset_at timestamptz,
    created_at       timestamptz NOT NULL
);

CREATE TABLE member (
    account_id uuid NOT NULL REFERENCES account,
    email      text NOT NULL,
    role       text NOT NULL CHECK (role IN ('OWNER', 'ADMIN', 'MEMBER', 'VIEWER')),
    PRIMARY KEY (account_id, email)
);

CREATE TABLE api_key (
    account_id   uuid        NOT NULL REFERENCES account,
    key_id       uuid        NOT NULL,
    -- SHA-256 of the secret, which is stored nowhere.
    secret_hash  bytea       NOT NULL UNIQUE,
    prefix       text        NOT NULL,
    name         text        NOT NULL,
    scopes       text[]      NOT NULL,
    email        text,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    PRIMARY KEY (account_id, key_id)
);

CREATE TABLE credit_grant (
    account_id uuid        NOT NULL REFERENCES account,
    grant_id   uuid        NOT NULL,
    amount     numeric     NOT NULL,
    expires_at timestamptz,
    note       text,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, grant_id)
);

CREATE TABLE currency_rate (
    from_currency  text        NOT NULL,
    to_currency    text        NOT NULL,
    effective_from timestamptz NOT NULL,
    rate           numeric     NOT NULL CHECK (rate > 0),
    PRIMARY KEY (from_currency, to_currency, effective_from)
);

-- What makes an event count once: kept apart from the events, whose partitions know only their own month.
CREATE TABLE event_key (
    account_id   uuid        NOT NULL,
    event_id     text        NOT NULL,
    content_hash bytea       NOT NULL,
    occurred_at  timestamptz NOT NULL,
    PRIMARY KEY (account_id, event_id)
);

CREATE SEQUENCE batch_id_seq;

-- Stored, not yet rolled into cells.
CREATE TABLE pending_batch (
    account_id uuid        NOT NULL,
    batch_id   bigint      NOT NULL,
    events     integer     NOT NULL,
    stored_at  timestamptz NOT NULL,
    PRIMARY KEY (account_id, batch_id)
);

CREATE TABLE usage_event (
    account_id          uuid        NOT NULL,
    event_id            text        NOT NULL,
    occurred_at         timestamptz NOT NULL,
    batch_id            bigint      NOT NULL,
    model               text,
    provider            text,
    operation           text,
    project_id          text,
    project_name        text,
    email               text,
    profile             text,
    work_order_id       text,
    run_id              text,
    task_id             text,
    task_status         text,
    task_started_at     timestamptz,
    snapshot_id         text,
    snapshot_status     text,
    success             boolean     NOT NULL,
    http_status         integer,
    duration_ms         bigint,
    input_tokens        bigint      NOT NULL,
    output_tokens       bigint      NOT NULL,
    cached_input_tokens bigint      NOT NULL,
    -- As sent, and in the account's reporting currency at the rate of the event's time.
    currency            text        NOT NULL,
    cost                numeric     NOT NULL,
    llm_cost            numeric     NOT NULL,
    reporting_currency  text        NOT NULL,
    reporting_cost      numeric     NOT NULL,
    reporting_llm_cost  numeric     NOT NULL,
    credits             numeric     NOT NULL,
    byok                boolean     NOT NULL,
    neo_cost            numeric     NOT NULL,
    synapses            numeric     NOT NULL,
    neurons             numeric     NOT NULL,
    steps               bigint      NOT NULL,
    tool_calls          bigint      NOT NULL,
    agent_triggers      bigint      NOT NULL,
    metadata            jsonb
) PARTITION BY RANGE (occurred_at);

CREATE INDEX usage_event_by_time ON usage_event (account_id, occurred_at);
CREATE INDEX usage_event_by_batch ON usage_event (account_id, batch_id);
CREATE INDEX usage_event_by_work_order ON usage_event (account_id, work_order_id) WHERE work_order_id IS NOT NULL;
CREATE INDEX usage_event_by_run ON usage_event (account_id, run_id) WHERE run_id IS NOT NULL;

-- One partition for everything before the age of usage events bounds how many a backfill can ask for.
CREATE TABLE usage_event_past PARTITION OF usage_event FOR VALUES FROM (MINVALUE) TO ('2000-01-01 00:00:00+00');

-- Makes the partition of the month that holds p_time, unless it is there. The table is built aside and then attached,
-- which locks out no reader and no writer of the others.
CREATE FUNCTION ensure_usage_event_partition(p_time timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month_start timestamp := date_trunc('month', p_time AT TIME ZONE 'UTC');
    partition   text      := format('usage_event_%s', to_char(month_start, 'YYYY_MM'));
BEGIN
    IF p_time < '2000-01-01 00:00:00+00' OR to_regclass(partition) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('usage_event partitions', 0));
    IF to_regclass(partition) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE usage_event INCLUDING ALL)', partition);
    EXECUTE format('ALTER TABLE usage_event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        partition, month_start AT TIME ZONE 'UTC', (month_start + interval '1 month') AT TIME ZONE 'UTC');
END $$;

-- Tasks, work orders, runs and snapshots. Every column is a minimum, or decided by the latest event, so that the order
-- in which events arrive does not matter.
CREATE TABLE unit_of_work (
    account_id       uuid        NOT NULL,
    kind             text        NOT NULL,
    unit_id          text        NOT NULL,
    first_event_at   timestamptz NOT NULL,
    given_started_at timestamptz,
    started_at       timestamptz NOT NULL GENERATED ALWAYS AS (coalesce(given_started_at, first_event_at)) STORED,
    status           text,
    status_at        timestamptz,
    status_event_id  text,
    PRIMARY KEY (account_id, kind, unit_id)
);

CREATE INDEX unit_of_work_by_start ON unit_of_work (account_id, started_at);

-- Under which dimensions a unit was used: the distinct ones of its events.
CREATE TABLE unit_use (
    account_id    uuid    NOT NULL,
    kind          text    NOT NULL,
    unit_id       text    NOT NULL,
    use_hash      bytea   NOT NULL,
    model         text,
    provider      text,
    operation     text,
    project_id    text,
    email         text,
    work_order_id text,
    run_id        text,
    profile       text,
    byok          boolean NOT NULL,
    PRIMARY KEY (account_id, kind, unit_id, use_hash)
);
