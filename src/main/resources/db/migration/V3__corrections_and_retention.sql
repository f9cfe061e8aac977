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
    ran_at   timestamptz
);
INSERT INTO usage_retention DEFAULT VALUES;
