-- A roll writes each unit and each of its uses once more. Where their pages have room for that, no index is written again, and
-- vacuum has nothing to look for; where they have not, as many pages are filled by what is no longer there.
ALTER TABLE unit_of_work SET (fillfactor = 50);
ALTER TABLE unit_use SET (fillfactor = 50);
