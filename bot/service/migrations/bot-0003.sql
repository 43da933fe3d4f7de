-- Mornings that are being seen to, forum tags, publishing, and whom to tell what went wrong.

CREATE TABLE IF NOT EXISTS dues (
    guild bigint NOT NULL,
    date text NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    next double precision NOT NULL,
    posted integer NOT NULL DEFAULT 0,
    trouble text,
    told text,
    PRIMARY KEY (guild, date)
);
ALTER TABLE schedules ADD COLUMN IF NOT EXISTS tag bigint;
ALTER TABLE schedules ADD COLUMN IF NOT EXISTS publish integer NOT NULL DEFAULT 0;
ALTER TABLE schedules ADD COLUMN IF NOT EXISTS late integer NOT NULL DEFAULT 1;
ALTER TABLE schedules ADD COLUMN IF NOT EXISTS organiser bigint;
ALTER TABLE shares ADD COLUMN IF NOT EXISTS tag bigint;
ALTER TABLE shares ADD COLUMN IF NOT EXISTS publish integer NOT NULL DEFAULT 0;
ALTER TABLE parts ADD COLUMN IF NOT EXISTS published integer NOT NULL DEFAULT 0;
