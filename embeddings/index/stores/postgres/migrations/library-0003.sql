-- Which release of Quoth read the notes, and by what code, so that an older one does not read them again.

ALTER TABLE libraries ADD COLUMN IF NOT EXISTS release text NOT NULL DEFAULT '';
ALTER TABLE libraries ADD COLUMN IF NOT EXISTS code text NOT NULL DEFAULT '';
