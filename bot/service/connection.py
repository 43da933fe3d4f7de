"""The connection to the bot's tables, and that to its file: their versions, one lock, one way to fail.

Thread-safe; every call blocks for a moment. The tables themselves are read and written by ``replies``,
``shares``, ``schedules``, ``presence`` and ``submissions``.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from embeddings.errors import LibraryError, NewerLibraryError

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE replies (
        key TEXT PRIMARY KEY,
        at REAL NOT NULL,
        person TEXT NOT NULL,
        kind TEXT NOT NULL,
        asked TEXT NOT NULL,
        day TEXT,
        session TEXT,
        verdict TEXT,
        kept_to TEXT,
        message INTEGER UNIQUE
    ) WITHOUT ROWID;
    CREATE INDEX replies_person ON replies (person);
    CREATE INDEX replies_at ON replies (at);
    CREATE TABLE threads (thread INTEGER PRIMARY KEY, session TEXT NOT NULL, at REAL NOT NULL);
    CREATE TABLE feedback (
        key TEXT NOT NULL REFERENCES replies (key) ON DELETE CASCADE,
        person TEXT NOT NULL,
        useful INTEGER NOT NULL,
        at REAL NOT NULL,
        PRIMARY KEY (key, person)
    ) WITHOUT ROWID;
    CREATE INDEX feedback_person ON feedback (person);
    """,
    """
    CREATE TABLE shares (
        share INTEGER PRIMARY KEY,
        guild INTEGER NOT NULL,
        channel INTEGER NOT NULL,
        day TEXT NOT NULL,
        form TEXT NOT NULL,
        thread INTEGER,
        started REAL NOT NULL,
        finished INTEGER NOT NULL DEFAULT 0,
        UNIQUE (channel, day)
    );
    CREATE TABLE parts (
        share INTEGER NOT NULL REFERENCES shares (share) ON DELETE CASCADE,
        place INTEGER NOT NULL,
        nonce TEXT NOT NULL,
        message INTEGER,
        digest TEXT,
        sessions TEXT NOT NULL,
        PRIMARY KEY (share, place)
    ) WITHOUT ROWID;
    CREATE TABLE schedules (
        guild INTEGER PRIMARY KEY,
        channel INTEGER NOT NULL,
        form TEXT NOT NULL,
        at TEXT NOT NULL,
        zone TEXT NOT NULL,
        done TEXT
    );
    CREATE TABLE presence (
        guild INTEGER NOT NULL,
        session TEXT NOT NULL,
        person TEXT NOT NULL,
        user INTEGER NOT NULL,
        at REAL NOT NULL,
        PRIMARY KEY (guild, session, person)
    ) WITHOUT ROWID;
    CREATE INDEX presence_person ON presence (person);
    """,
    "ALTER TABLE replies ADD COLUMN server INTEGER",
    # A reply may be of several messages. Its own column is left empty: SQLite drops none that is unique.
    """
    CREATE TABLE messages (
        message INTEGER PRIMARY KEY,
        key TEXT NOT NULL REFERENCES replies (key) ON DELETE CASCADE
    );
    CREATE INDEX messages_key ON messages (key);
    INSERT INTO messages SELECT message, key FROM replies WHERE message IS NOT NULL;
    UPDATE replies SET message = NULL;
    """,
    # What Discord has of the commands is asked of Discord.
    "ALTER TABLE replies ADD COLUMN shared REAL; DELETE FROM meta WHERE name = 'commands'",
    """
    CREATE TABLE departures (guild INTEGER PRIMARY KEY, at REAL NOT NULL);
    ALTER TABLE threads ADD COLUMN server INTEGER;
    """,
    """
    CREATE TABLE dues (
        guild INTEGER NOT NULL,
        date TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        next REAL NOT NULL,
        posted INTEGER NOT NULL DEFAULT 0,
        trouble TEXT,
        told TEXT,
        PRIMARY KEY (guild, date)
    ) WITHOUT ROWID;
    ALTER TABLE schedules ADD COLUMN tag INTEGER;
    ALTER TABLE schedules ADD COLUMN publish INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE schedules ADD COLUMN late INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE schedules ADD COLUMN organiser INTEGER;
    ALTER TABLE shares ADD COLUMN tag INTEGER;
    ALTER TABLE shares ADD COLUMN publish INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE parts ADD COLUMN published INTEGER NOT NULL DEFAULT 0;
    """,
    "ALTER TABLE shares ADD COLUMN work TEXT; ALTER TABLE shares ADD COLUMN worked REAL",
    """
    CREATE TABLE inboxes (guild INTEGER PRIMARY KEY, channel INTEGER NOT NULL, role INTEGER);
    CREATE TABLE submissions (
        key TEXT PRIMARY KEY,
        guild INTEGER NOT NULL,
        notes TEXT NOT NULL,
        user INTEGER,
        file TEXT NOT NULL,
        name TEXT NOT NULL,
        sessions INTEGER NOT NULL,
        at REAL NOT NULL,
        state TEXT NOT NULL,
        place TEXT,
        channel INTEGER,
        message TEXT,
        told TEXT,
        pictures INTEGER NOT NULL,
        macros INTEGER NOT NULL,
        UNIQUE (notes, place)
    ) WITHOUT ROWID;
    CREATE INDEX submissions_guild ON submissions (guild);
    CREATE TABLE submitted (
        key TEXT NOT NULL REFERENCES submissions (key) ON DELETE CASCADE,
        name TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (key, name)
    ) WITHOUT ROWID;
    """,
)
"""One step each from a version of the file to the next; its ``user_version`` counts those taken."""
MARKS = frozenset({"meta", "replies", "feedback"})
"""Tables by which the file is known to be a bot's database, whatever its version."""
_IN_MEMORY = ":memory:"
"""The path that SQLite takes for no file."""


class UnkeptError(LibraryError):
    """The bot's database cannot be read or written just now: a full disk, a damaged page."""


class Cursor(Protocol):
    """What a statement gives."""

    @property
    def rowcount(self) -> int:
        """How many rows it touched."""

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, None at the end."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows that are left."""


class Transaction(Protocol):
    """Statements that are written together; values stand for question marks."""

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Cursor:
        """Run a statement."""

    def executemany(self, statement: str, values: Sequence[Sequence[Any]], /) -> object:
        """Run a statement once for each row of values."""


class Connection(Protocol):
    """The bot's tables, in a file or a database. What cannot be read or written raises UnkeptError.

    Statements are in the SQL that SQLite and PostgreSQL share.
    """

    def writing(self) -> AbstractContextManager[Transaction]:
        """Hold a transaction, which is written whole or, where anything is raised, not at all."""

    def change(self, statement: str, *values: object) -> int:
        """Run one statement that writes; returns how many rows it touched."""

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns."""

    def count_on(self) -> None:
        """Have new shares numbered after those that were written with numbers of their own."""

    def leave_no_trace(self) -> None:
        """Have nothing that was deleted stand in a log of writes."""

    def close(self) -> None:
        """Let go of the file, or of the database."""


def _keep_from_others(path: Path) -> None:
    """Make the file where there is none, and have nobody but its owner read it: it holds what people asked.

    SQLite gives its logs of writes the file's own permissions.
    """
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        with suppress(OSError):  # of another owner, who decides on it
            if part.stat().st_mode & 0o077:
                part.chmod(0o600)


class SqliteConnection:
    """One SQLite file, brought up to date as it is opened."""

    def __init__(self, path: Path) -> None:
        """Open or make the file at ``path``; raises LibraryError where it cannot be used."""
        self._path = path
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if str(path) != _IN_MEMORY:
                _keep_from_others(path)
            self._sqlite = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
            try:
                self._prepare()
            except BaseException:
                self._sqlite.close()
                raise
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(
                f"The bot's database {path} cannot be used ({error}): correct its permissions, "
                "or move it away."
            ) from error

    def _prepare(self) -> None:
        # A write is whole or absent after a kill; only a power cut may lose the last ones.
        self._sqlite.execute("PRAGMA journal_mode = WAL")
        self._sqlite.execute("PRAGMA synchronous = NORMAL")
        self._sqlite.execute("PRAGMA foreign_keys = ON")
        self._sqlite.execute("PRAGMA secure_delete = ON")
        self._migrate()

    def _migrate(self) -> None:
        version = self._sqlite.execute("PRAGMA user_version").fetchone()[0]
        if version > len(MIGRATIONS):
            raise NewerLibraryError(
                f"The bot's database {self._path} was written by a newer Quoth (version {version}, this one "
                f"knows {len(MIGRATIONS)}): run that one, or move the file away."
            )
        for step in range(version, len(MIGRATIONS)):
            # executescript ends a transaction that is open, so the script brings its own.
            self._sqlite.executescript(
                f"BEGIN; {MIGRATIONS[step]}; PRAGMA user_version = {step + 1}; COMMIT;"
            )

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._sqlite.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Hold a transaction, which is written whole or, where anything is raised, not at all."""
        with self._lock, self._told():
            self._sqlite.execute("BEGIN IMMEDIATE")
            try:
                yield self._sqlite
                self._sqlite.execute("COMMIT")
            except BaseException:
                # A full disk ends a transaction by itself.
                if self._sqlite.in_transaction:
                    self._sqlite.execute("ROLLBACK")
                raise

    def change(self, statement: str, *values: object) -> int:
        """Run one statement that writes; returns how many rows it touched."""
        with self.writing() as connection:
            return connection.execute(statement, values).rowcount

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Return all rows of a query."""
        with self._lock, self._told():
            return self._sqlite.execute(query, values).fetchall()

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns."""
        return [str(name) for (name,) in self.rows("SELECT name FROM pragma_table_info(?)", table)]

    def count_on(self) -> None:
        """Do nothing: SQLite numbers a row after the highest that there is."""

    def leave_no_trace(self) -> None:
        """Have nothing that was deleted stand in the log of writes, which is folded into the file now."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Have SQLite's errors leave as UnkeptError."""
        try:
            yield
        except sqlite3.Error as error:
            raise UnkeptError(
                f"The bot's database {self._path} cannot be used ({error}): free some disk space, correct "
                "its permissions, or bring back a backup with `quoth restore`."
            ) from error
