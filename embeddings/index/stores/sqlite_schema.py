"""The library file: what is in it, what tells it from other databases, and how it is opened.

Days, sessions, speakers, links, images, text blocks, chunks with their vectors, the full-text index and the
notes' vocabulary stand in one SQLite file, written in one transaction an ingest (write-ahead log: readers see
the library before or after it, never half). No pickle: vectors are little-endian floats, lists of segments
are JSON.

Some names in the file are older than those in the code: ``stretches`` are text blocks, ``passages`` chunks
and ``units`` segments. They stay, so that libraries and backups that are there can be read.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from embeddings.errors import LibraryError, NewerLibraryError, OlderLibraryError

VERSION = 2
"""Of the schema. An older library is brought up to date, or made again; a newer one is refused."""
MARKS = frozenset({"meta", "passages", "vectors"})
"""Tables by which a database is known to be a library, of whatever version."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (file TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE skipped (file TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sessions (
    id TEXT PRIMARY KEY, position INTEGER NOT NULL, digest TEXT NOT NULL,
    title TEXT NOT NULL, event TEXT, day TEXT, date TEXT,
    file TEXT NOT NULL, line INTEGER NOT NULL, end_line INTEGER NOT NULL, kind TEXT NOT NULL,
    sponsor TEXT, words INTEGER NOT NULL, heading TEXT, code TEXT, language TEXT NOT NULL, noted_by TEXT,
    also TEXT NOT NULL
);
CREATE TABLE speakers (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, position INTEGER NOT NULL,
    name TEXT NOT NULL, role TEXT, company TEXT, line INTEGER, PRIMARY KEY (session, position)
) WITHOUT ROWID;
CREATE TABLE links (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, position INTEGER NOT NULL,
    kind TEXT NOT NULL, label TEXT NOT NULL, url TEXT NOT NULL, line INTEGER, text TEXT NOT NULL,
    recording INTEGER NOT NULL, PRIMARY KEY (session, position)
) WITHOUT ROWID;
CREATE TABLE images (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, position INTEGER NOT NULL,
    alt TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL, PRIMARY KEY (session, position)
) WITHOUT ROWID;
CREATE TABLE stretches (
    session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE, position INTEGER NOT NULL,
    kind TEXT NOT NULL, text TEXT NOT NULL, line INTEGER NOT NULL, end_line INTEGER NOT NULL,
    depth INTEGER NOT NULL, PRIMARY KEY (session, position)
) WITHOUT ROWID;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions ON DELETE CASCADE,
    position INTEGER NOT NULL, digest TEXT NOT NULL, units TEXT NOT NULL, parts BLOB NOT NULL
);
CREATE INDEX passages_by_session ON passages (session, position);
CREATE INDEX passages_by_digest ON passages (digest);
CREATE TABLE vectors (
    passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE, vector BLOB NOT NULL
);
CREATE TABLE vocabulary (word TEXT PRIMARY KEY, sessions INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE fulltext USING fts5 (
    title, people, body, tokenize="unicode61 remove_diacritics 0"
);
CREATE VIEW days AS
    SELECT event, day, date, file, min(position) AS position, count(*) AS sessions
    FROM sessions GROUP BY event, day, date, file;
"""

STATE_KEYS = {
    "generation": "generation",
    "model": "model",
    "model_stamp": "model_stamp",
    "dimension": "dimension",
    "derivation": "form",
    "folder": "signature",
    "base_url": "base_url",
    "notes": "notes",
    "release": "release",
    "code": "code",
}
"""The fields of a LibraryState by the keys that they have in ``meta``."""
COUNTS = "counts"
"""Its key there of how much there is, in which generation: whoever finds nothing changed counts nothing."""

_WAIT = 30.0
"""Seconds to wait for another process's lock."""


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a library that is there; raises LibraryError, also for one of another version."""
    with _said(path):
        if not path.is_file():
            raise LibraryError(f"There is no library at {path}: run `quoth ingest` first.")
        address = f"{path.absolute().as_uri()}?mode=ro"
        if not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists():
            # SQLite would write the files of its log even to read; where none can be, none is under way.
            address += "&immutable=1"
        db = sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        with _closed_on_failure(db):
            _check_ours(db, path)
            if _version(db, path) < VERSION:
                raise OlderLibraryError(
                    f"The library {path} was made by an older Quoth: run `quoth ingest` to make it again."
                )
    return db


def connect_to_write(path: Path) -> sqlite3.Connection:
    """Open a library, made where there is none or an older one; raises LibraryError."""
    with _said(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        with _closed_on_failure(db):
            _check_ours(db, path)
            found = _version(db, path)
            _log_ahead(db)
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA foreign_keys = ON")
            if found < VERSION:
                _make(db, path)
    return db


@contextmanager
def _closed_on_failure(db: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        db.close()
        raise


@contextmanager
def guard(path: Path) -> Iterator[None]:
    """Let SQLite's errors in the use of an open library leave as LibraryError."""
    try:
        yield
    except sqlite3.Error as error:
        raise LibraryError(
            f"The library {path} cannot be used ({error}): free some disk space or check its permissions; "
            "if it is damaged, delete it and run `quoth ingest`."
        ) from error


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Let the errors of opening a library leave as LibraryError."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(
            f"The library {path} cannot be opened ({error}): "
            "check the path and its permissions, or delete the file to make it again."
        ) from error


def _check_ours(db: sqlite3.Connection, path: Path) -> None:
    """Refuse a database of something else before anything in it is touched."""
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and not tables >= MARKS:
        raise LibraryError(
            f"{path} is a database of something else ({', '.join(sorted(tables)[:3])}), not a library: "
            "use another --library."
        )


def _version(db: sqlite3.Connection, path: Path) -> int:
    found = int(db.execute("PRAGMA user_version").fetchone()[0])
    if found > VERSION:
        raise NewerLibraryError(
            f"The library {path} was made by a newer Quoth (form {found}, this one reads {VERSION}): "
            "upgrade Quoth, or use another --library."
        )
    return found


def _log_ahead(db: sqlite3.Connection) -> None:
    """Have a log written ahead; waits while another process makes the same new file.

    SQLite itself does not wait here, as it does for every other lock.
    """
    until = time.monotonic() + _WAIT
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _make(db: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a library, from those of an older one or in place of them."""
    with transaction(db):
        found = _version(db, path)
        if found == VERSION:
            return  # another process made it while this one waited
        if found == 1:  # so that what was embedded is not embedded again
            db.execute("ALTER TABLE sessions ADD COLUMN noted_by TEXT")
        else:
            _make_again(db)
        db.execute(f"PRAGMA user_version = {VERSION}")


def _make_again(db: sqlite3.Connection) -> None:
    """Make the tables anew: everything here is derived from the notes."""
    for kind, name in db.execute(
        "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'fulltext_%'"
    ).fetchall():
        db.execute(f'DROP {kind} IF EXISTS "{name}"')
    for statement in SCHEMA.split(";\n"):
        if statement.strip():
            db.execute(statement)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Write all of it or nothing; waits for another writer to finish."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
