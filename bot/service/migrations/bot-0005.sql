-- Who carries out a share just now, and when they noted something last.

ALTER TABLE shares ADD COLUMN IF NOT EXISTS work text;
ALTER TABLE shares ADD COLUMN IF NOT EXISTS worked double precision;
