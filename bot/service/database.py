"""What the bot remembers: replies and their buttons, threads, feedback, and which commands Discord was sent.

One SQLite file beside the library. People are known by a keyed hash of their id only (but for those who say
"I was there", see ``bot.service.shares``), and what they asked is forgotten after some days, or at once when
they say so. Thread-safe; every call blocks for a moment.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from embeddings.errors import LibraryError, NewerLibraryError

_DAY = 86_400.0
_MIGRATIONS: tuple[str, ...] = (
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
)
"""One step each from a version of the file to the next; its ``user_version`` counts those taken."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reply's buttons need to know."""

    key: str
    person: str
    """The hash of whom it answers."""
    kind: str
    """What was asked for: ``ask``, or the name of a list."""
    asked: str
    """The question, or what the list is of."""
    day: str | None = None
    session: str | None = None
    """The session that the reply is about."""
    verdict: str | None = None
    kept_to: str | None = None
    """The session that the question, a follow-up, was kept to."""
    server: int | None = None
    """Where it was given; None for a direct message."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that found no answer, or one that did not help."""

    question: str
    people: int
    times: int
    last: float
    """Seconds since the epoch."""
    useless: bool
    """True where there was an answer and people said that it did not help."""


class UnkeptError(LibraryError):
    """The memory's file cannot be read or written just now: a full disk, a damaged page."""


class BotDatabase:
    """The bot's database in one file; ``open`` makes or brings it up to date."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        keep_days: int,
        secret: str | None,
        clock: Callable[[], float],
    ) -> None:
        """Use ``open`` instead."""
        self._connection = connection
        self._path = path
        self._keep = keep_days * _DAY
        self._clock = clock
        self._lock = threading.Lock()
        kept = self.recall("secret")
        if kept is None:
            kept = secrets.token_hex(32)
            self.remember("secret", kept)
        self._secret = (secret or kept).encode()

    @classmethod
    def open(
        cls, path: Path, *, keep_days: int, secret: str | None = None, clock: Callable[[], float] = time.time
    ) -> BotDatabase:
        """Open the memory at ``path``; raises LibraryError where it cannot be used."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
            # A write is whole or absent after a kill; only a power cut may lose the last ones.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            _migrate(connection, path)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(
                f"The bot's memory {path} cannot be used ({error}): mend its permissions, or move it away."
            ) from error
        return cls(connection, path, keep_days, secret, clock)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk ends a transaction by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with self._lock, self._told():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Have SQLite's errors leave as UnkeptError."""
        try:
            yield
        except sqlite3.Error as error:
            raise UnkeptError(
                f"The bot's memory {self._path} cannot be used ({error}): free some disk space, mend its "
                "permissions, or bring back a backup with `quoth restore`."
            ) from error

    # ------------------------------------------------------------------ small facts

    def recall(self, name: str) -> str | None:
        """Give what is kept under a name."""
        rows = self._rows("SELECT value FROM meta WHERE name = ?", name)
        return str(rows[0][0]) if rows else None

    def remember(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )

    def person(self, user_id: int) -> str:
        """Give what stands for a person here: a keyed hash, from which the id cannot be had."""
        return hmac.new(self._secret, str(user_id).encode(), hashlib.sha256).hexdigest()[:32]

    # ------------------------------------------------------------------ replies

    def keep(self, reply: Reply) -> None:
        """Keep what a reply's buttons need."""
        values = (reply.key, self._clock(), reply.person, reply.kind, reply.asked, reply.day)
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO replies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?)",
                (*values, reply.session, reply.verdict, reply.kept_to, reply.server),
            )

    def sent(self, key: str, messages: Sequence[int]) -> None:
        """Note which messages a reply became, so that replies to each of them follow up."""
        with self._writing() as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO messages SELECT ?, key FROM replies WHERE key = ?",
                [(message, key) for message in messages],
            )

    def reply(self, key: str) -> Reply | None:
        """Give a reply by its key, None where it is forgotten."""
        return self._reply("key = ?", key)

    def reply_of_message(self, message_id: int) -> Reply | None:
        """Give the reply that a message is."""
        return self._reply("key = (SELECT key FROM messages WHERE message = ?)", message_id)

    def _reply(self, where: str, value: str | int) -> Reply | None:
        columns = "key, person, kind, asked, day, session, verdict, kept_to, server"
        rows = self._rows(f"SELECT {columns} FROM replies WHERE {where}", value)  # noqa: S608 - both are ours
        return Reply(*rows[0]) if rows else None  # type: ignore[arg-type]

    # ------------------------------------------------------------------ threads

    def keep_thread(self, thread_id: int, session: str) -> None:
        """Note which session a thread is about, and that it was used now."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO threads VALUES (?, ?, ?) ON CONFLICT (thread) "
                "DO UPDATE SET session = excluded.session, at = excluded.at",
                (thread_id, session, self._clock()),
            )

    def thread_session(self, thread_id: int) -> str | None:
        """Give the session that a thread is about, None for a thread that the bot did not open."""
        rows = self._rows("SELECT session FROM threads WHERE thread = ?", thread_id)
        return str(rows[0][0]) if rows else None

    # ------------------------------------------------------------------ feedback and gaps

    def judge(self, key: str, person: str, *, useful: bool) -> bool:
        """Keep what a person thinks of a reply, the last word counting; False where it is forgotten."""
        with self._writing() as connection:
            if connection.execute("SELECT 1 FROM replies WHERE key = ?", (key,)).fetchone() is None:
                return False
            connection.execute(
                "INSERT INTO feedback VALUES (?, ?, ?, ?) ON CONFLICT (key, person) "
                "DO UPDATE SET useful = excluded.useful, at = excluded.at",
                (key, person, int(useful), self._clock()),
            )
        return True

    def feedback(self, server: int | None = None, *, private: bool = False) -> tuple[int, int]:
        """Count what people of a server found useful and not useful; ``private`` adds direct messages."""
        rows = self._rows(
            "SELECT COALESCE(SUM(useful), 0), COUNT(*) FROM feedback JOIN replies USING (key) "
            "WHERE server IS ? OR (? AND server IS NULL)",
            server,
            private,
        )
        useful, whole = int(str(rows[0][0])), int(str(rows[0][1]))
        return useful, whole - useful

    def gaps(self, server: int | None = None, *, private: bool = False, limit: int = 200) -> list[Gap]:
        """Give what was asked in vain in a server: by most people first, then the latest.

        ``private`` adds direct messages, and what was asked before servers were told apart.
        """
        rows = self._rows(
            """
            SELECT asked, COUNT(DISTINCT person), COUNT(*), MAX(at), MIN(useless) FROM (
                SELECT asked, person, at, 0 AS useless, server FROM replies
                WHERE kind = 'ask' AND verdict = 'none'
                UNION ALL
                SELECT asked, feedback.person, feedback.at, 1, server FROM replies JOIN feedback USING (key)
                WHERE kind = 'ask' AND verdict != 'none' AND useful = 0
            ) WHERE server IS ? OR (? AND server IS NULL)
            GROUP BY LOWER(TRIM(asked)) ORDER BY 2 DESC, 4 DESC LIMIT ?
            """,
            server,
            private,
            limit,
        )
        return [Gap(str(r[0]), int(str(r[1])), int(str(r[2])), float(str(r[3])), bool(r[4])) for r in rows]

    # ------------------------------------------------------------------ forgetting

    def forget(self, person: str) -> int:
        """Delete all that is kept of a person; gives how many entries that were."""
        with self._writing() as connection:
            judged = connection.execute("DELETE FROM feedback WHERE person = ?", (person,)).rowcount
            asked = connection.execute("DELETE FROM replies WHERE person = ?", (person,)).rowcount
            there = connection.execute("DELETE FROM presence WHERE person = ?", (person,)).rowcount
        # Else the words would stand in the log of writes until it is next folded into the file.
        self._rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return judged + asked + there

    def prune(self) -> int:
        """Delete what was not used for the days that it is kept; gives how many entries that were."""
        before = self._clock() - self._keep
        with self._writing() as connection:
            judged = connection.execute("DELETE FROM feedback WHERE at < ?", (before,)).rowcount
            asked = connection.execute("DELETE FROM replies WHERE at < ?", (before,)).rowcount
            threads = connection.execute("DELETE FROM threads WHERE at < ?", (before,)).rowcount
            return judged + asked + threads


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(_MIGRATIONS):
        raise NewerLibraryError(
            f"The bot's memory {path} was written by a newer Quoth (version {version}, this one knows "
            f"{len(_MIGRATIONS)}): run that one, or move the file away."
        )
    for step in range(version, len(_MIGRATIONS)):
        # executescript ends a transaction that is open, so the script brings its own.
        connection.executescript(f"BEGIN; {_MIGRATIONS[step]}; PRAGMA user_version = {step + 1}; COMMIT;")
