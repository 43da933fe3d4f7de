-- Servers that the bot left, and where a thread is.

CREATE TABLE IF NOT EXISTS departures (guild bigint PRIMARY KEY, at double precision NOT NULL);
ALTER TABLE threads ADD COLUMN IF NOT EXISTS server bigint;
