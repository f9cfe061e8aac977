-- A hash for each value of a cell's key instead of one for all of them: an index over them finds the cells that have one
-- of them. See dev.tally.storage.KeyHash.
ALTER TABLE usage_cell ADD COLUMN hash_1 uuid, ADD COLUMN hash_2 uuid, ADD COLUMN hash_3 uuid;

UPDATE usage_cell SET
    hash_1 = coalesce(encode(substring(sha256(convert_to(key_1, 'UTF8')) FOR 16), 'hex')::uuid, '00000000-0000-0000-0000-000000000000'),
    hash_2 = coalesce(encode(substring(sha256(convert_to(key_2, 'UTF8')) FOR 16), 'hex')::uuid, '00000000-0000-0000-0000-000000000000'),
    hash_3 = coalesce(encode(substring(sha256(convert_to(key_3, 'UTF8')) FOR 16), 'hex')::uuid, '00000000-0000-0000-0000-000000000000');

ALTER TABLE usage_cell DROP CONSTRAINT usage_cell_pkey, DROP COLUMN key_hash,
    ADD PRIMARY KEY (account_id, facet, grain, bucket_start, hash_1, hash_2, hash_3);
