-- How many sessions are in each language, so that whoever finds nothing changed counts nothing; null where
-- nothing was written since this step.

ALTER TABLE libraries ADD COLUMN IF NOT EXISTS languages json;
