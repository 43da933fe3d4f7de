-- The processes that run the bot together, and which of its shards each serves (see cluster/leases.py).

CREATE TABLE IF NOT EXISTS processes (
    process text PRIMARY KEY,
    release text NOT NULL,
    shards integer NOT NULL,
    until timestamptz NOT NULL
);

CREATE TABLE IF NOT EXISTS leases (
    shard integer PRIMARY KEY,
    process text NOT NULL REFERENCES processes ON DELETE CASCADE
);
