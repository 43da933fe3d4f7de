-- Libraries and all that is theirs. Every row carries the key of its library; row-level security lets no
-- transaction see rows of another than the one that it names (see connection.py).
-- A step is taken again where its process was killed before it was noted as taken: each may be.

CREATE TABLE IF NOT EXISTS libraries (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    generation text NOT NULL DEFAULT '',
    model text NOT NULL DEFAULT '',
    model_stamp text NOT NULL DEFAULT '',
    dimension integer NOT NULL DEFAULT 0,
    derivation text NOT NULL DEFAULT '',
    folder text NOT NULL DEFAULT '',
    base_url text,
    -- Of the full-text index: how many chunks there are, and how many words they have in all.
    chunks bigint NOT NULL DEFAULT 0,
    words bigint NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS files (
    library integer NOT NULL REFERENCES libraries ON DELETE CASCADE,
    file text NOT NULL,
    digest text,
    skipped text,
    PRIMARY KEY (library, file)
);

CREATE TABLE IF NOT EXISTS sessions (
    library integer NOT NULL REFERENCES libraries ON DELETE CASCADE,
    id text NOT NULL,
    position integer NOT NULL,
    digest text NOT NULL,
    title text NOT NULL,
    event text,
    day text,
    date text,
    file text NOT NULL,
    line integer NOT NULL,
    end_line integer NOT NULL,
    kind text NOT NULL,
    sponsor text,
    words integer NOT NULL,
    heading text,
    code text,
    language text NOT NULL,
    also json NOT NULL,
    speakers json NOT NULL,
    links json NOT NULL,
    images json NOT NULL,
    text_blocks json NOT NULL,
    PRIMARY KEY (library, id)
);

CREATE SEQUENCE IF NOT EXISTS chunk_ids;

CREATE TABLE IF NOT EXISTS chunks (
    library integer NOT NULL,
    id bigint NOT NULL,
    session text NOT NULL,
    position integer NOT NULL,
    digest text NOT NULL,
    segments json NOT NULL,
    -- The segments' own vectors, one after the other: little-endian numbers of two bytes.
    parts bytea NOT NULL,
    -- Stems between single spaces.
    title text NOT NULL,
    people text NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (library, id),
    FOREIGN KEY (library, session) REFERENCES sessions ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS chunks_by_session ON chunks (library, session);
CREATE INDEX IF NOT EXISTS chunks_by_digest ON chunks (library, digest);

-- Apart from the chunks, so that comparing all of them reads nothing else.
CREATE TABLE IF NOT EXISTS vectors (
    library integer NOT NULL,
    chunk bigint NOT NULL,
    vector vector NOT NULL,
    PRIMARY KEY (library, chunk),
    FOREIGN KEY (library, chunk) REFERENCES chunks ON DELETE CASCADE
);
-- For models of 384 numbers a vector, as all are that come with Quoth; of others every vector is compared.
CREATE INDEX IF NOT EXISTS vectors_384 ON vectors USING hnsw ((vector::halfvec(384)) halfvec_ip_ops)
    WHERE vector_dims(vector) = 384;

-- Which chunks hold a stem, how often (weighted by field), and how long they are: what BM25 is counted from.
-- A B-tree, for equality of texts is an operator that row-level security lets an index answer.
CREATE TABLE IF NOT EXISTS postings (
    library integer NOT NULL REFERENCES libraries ON DELETE CASCADE,
    word text COLLATE "C" NOT NULL,
    chunk bigint NOT NULL,
    frequency real NOT NULL,
    length integer NOT NULL,
    PRIMARY KEY (library, word, chunk) INCLUDE (frequency, length)
);

CREATE TABLE IF NOT EXISTS vocabulary (
    library integer NOT NULL REFERENCES libraries ON DELETE CASCADE,
    word text COLLATE "C" NOT NULL,
    sessions integer NOT NULL,
    PRIMARY KEY (library, word)
);

ALTER TABLE libraries ENABLE ROW LEVEL SECURITY;
ALTER TABLE libraries FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS one_library ON libraries;
CREATE POLICY one_library ON libraries USING (name = current_setting('quoth.name', true));

ALTER TABLE files ENABLE ROW LEVEL SECURITY;
ALTER TABLE files FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS one_library ON files;
CREATE POLICY one_library ON files
    USING (library = nullif(current_setting('quoth.library', true), '')::integer);

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE sessions FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS one_library ON sessions;
CREATE POLICY one_library ON sessions
    USING (library = nullif(current_setting('quoth.library', true), '')::integer);

ALTER TABLE chunks ENABLE ROW LEVEL SECURITY;
ALTER TABLE chunks FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS one_library ON chunks;
CREATE POLICY one_library ON chunks
    USING (library = nullif(current_setting('quoth.library', true), '')::integer);

ALTER TABLE vectors ENABLE ROW LEVEL SECURITY;
ALTER TABLE vectors FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS one_library ON vectors;
CREATE POLICY one_library ON vectors
    USING (library = nullif(current_setting('quoth.library', true), '')::integer);

ALTER TABLE postings ENABLE ROW LEVEL SECURITY;
ALTER TABLE postings FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS one_library ON postings;
CREATE POLICY one_library ON postings
    USING (library = nullif(current_setting('quoth.library', true), '')::integer);

ALTER TABLE vocabulary ENABLE ROW LEVEL SECURITY;
ALTER TABLE vocabulary FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS one_library ON vocabulary;
CREATE POLICY one_library ON vocabulary
    USING (library = nullif(current_setting('quoth.library', true), '')::integer);
