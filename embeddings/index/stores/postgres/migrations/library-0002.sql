-- Which folder a library was made of, so that another's notes do not take its place unasked.

ALTER TABLE libraries ADD COLUMN IF NOT EXISTS notes text NOT NULL DEFAULT '';
