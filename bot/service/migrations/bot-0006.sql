-- Notes that people hand in, and where servers take them (see submissions.py).

CREATE TABLE IF NOT EXISTS inboxes (guild bigint PRIMARY KEY, channel bigint NOT NULL, role bigint);

CREATE TABLE IF NOT EXISTS submissions (
    key text PRIMARY KEY,
    guild bigint NOT NULL,
    notes text NOT NULL,
    "user" bigint,
    file text NOT NULL,
    name text NOT NULL,
    sessions integer NOT NULL,
    at double precision NOT NULL,
    state text NOT NULL,
    place text,
    channel bigint,
    message text,
    told text,
    pictures integer NOT NULL,
    macros integer NOT NULL,
    UNIQUE (notes, place)
);
CREATE INDEX IF NOT EXISTS submissions_guild ON submissions (guild);

CREATE TABLE IF NOT EXISTS submitted (
    key text NOT NULL REFERENCES submissions (key) ON DELETE CASCADE,
    name text NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (key, name)
);
