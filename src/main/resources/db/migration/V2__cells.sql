-- What a batch that is not rolled yet holds, known without reading its events.
ALTER TABLE pending_batch ADD COLUMN first_event_at timestamptz;
UPDATE pending_batch p SET first_event_at =
    (SELECT min(e.occurred_at) FROM usage_event e WHERE e.account_id = p.account_id AND e.batch_id = p.batch_id);
ALTER TABLE pending_batch ALTER COLUMN first_event_at SET NOT NULL;

-- One row per account whose events were ever rolled. Whoever changes its cells locks this row first.
CREATE TABLE account_usage (
    account_id     uuid        PRIMARY KEY,
    -- Batches rolled and events changed so far. Together with the number of pending batches it counts up with every
    -- change of the account's usage, and no ingest waits for another to say so.
    version        bigint      NOT NULL,
    -- Those that a rolled event has a value of, a bit for each. Facets with others are not kept: they would repeat these.
    dimensions     smallint    NOT NULL DEFAULT 0,
    -- Of the rolled events.
    first_event_at timestamptz,
    -- No rolled event and no rolled unit of work lies outside of these; there may be room on both sides.
    earliest       timestamptz,
    latest         timestamptz
);

-- Measures that are added up beforehand. See dev.tally.rollup for facets, grains and keys, and dev.tally.aggregate for
-- what the bytes hold.
CREATE TABLE usage_cell (
    account_id   uuid        NOT NULL,
    facet        smallint    NOT NULL,
    grain        smallint    NOT NULL,
    bucket_start timestamptz NOT NULL,
    -- Of the values in key_1 to key_3, which together may be too long for an index.
    key_hash     bytea       NOT NULL,
    key_1        text,
    key_2        text,
    key_3        text,
    measures     bytea       NOT NULL,
    -- Null where no call's duration is known.
    durations    bytea,
    PRIMARY KEY (account_id, facet, grain, bucket_start, key_hash)
) WITH (fillfactor = 80);

-- How cells count a unit: as of the last roll. Only units that a pending event belongs to can be anything else by now.
ALTER TABLE unit_of_work ADD COLUMN rolled_started_at timestamptz, ADD COLUMN rolled_status text;
ALTER TABLE unit_use ADD COLUMN rolled boolean NOT NULL DEFAULT false;

-- Summaries of one work order or run look for its units here.
CREATE INDEX unit_use_by_work_order ON unit_use (account_id, work_order_id) WHERE work_order_id IS NOT NULL;
CREATE INDEX unit_use_by_run ON unit_use (account_id, run_id) WHERE run_id IS NOT NULL;
