-- Who took the notes of a session, so that what several attendees wrote of one is told apart.

ALTER TABLE sessions ADD COLUMN IF NOT EXISTS noted_by text;
