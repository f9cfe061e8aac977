-- Of an account that the statistics do not know yet PostgreSQL believes that there is next to nothing, and looked for each unit
-- by going through all units of the account in this index, as it is smaller than that of the key. Without runs, which nobody
-- asks for by their start, it can only be used where none are wanted.
DROP INDEX unit_of_work_by_start;
CREATE INDEX unit_of_work_by_start ON unit_of_work (account_id, started_at) WHERE kind <> 'RUN';
