"""What the bot keeps: replies and their buttons, threads, feedback, shares, schedules, submissions, presence.

One SQLite file beside the library. People are known by a keyed hash of their id only (but for those who say
"I was there", see ``bot.service.presence``, and who hands in notes, see ``bot.service.submissions``), and
what they asked is forgotten after some days, or at once when they say so. Thread-safe; every call blocks for
a moment.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import overload

from bot.service.clock import Clock
from bot.service.connection import Connection, SqliteConnection
from bot.service.departures import Departures
from bot.service.dues import Dues
from bot.service.logins import Logins
from bot.service.presence import Presence
from bot.service.private_words import PrivateWords
from bot.service.replies import Replies
from bot.service.schedules import Schedules
from bot.service.shares import Shares
from bot.service.submissions import Submissions
from embeddings.index.address import DatabaseAddress, Place
from embeddings.index.stores.choice import require_driver

_DAY = 86_400.0


@overload
def database_place(library: Path) -> Path: ...
@overload
def database_place(library: Place) -> Place: ...
def database_place(library: Place) -> Place:
    """Return where the bot's database is: beside the library's file, or where the library is."""
    if isinstance(library, DatabaseAddress):
        return library
    return library.parent / "memory.db"


def connection_to(place: Place) -> Connection:
    """Open the bot's tables at a place, and make them in a file; raises LibraryError where that cannot be."""
    if not isinstance(place, DatabaseAddress):
        return SqliteConnection(place)
    require_driver(place)
    from bot.service.postgres_connection import PostgresConnection

    return PostgresConnection(place)


class BotDatabase:
    """The bot's database; ``open`` makes it or brings it up to date."""

    def __init__(self, connection: Connection, keep_days: int, secret: str | None, clock: Clock) -> None:
        """Use ``open`` instead."""
        self.connection = connection
        self._keep = keep_days * _DAY
        self._clock = clock
        self.replies = Replies(connection, clock)
        self.shares = Shares(connection, clock)
        self.schedules = Schedules(connection, self.shares)
        self.dues = Dues(connection)
        self.presence = Presence(connection, clock)
        self.submissions = Submissions(connection, clock)
        self.departures = Departures(connection, clock)
        self.logins = Logins(connection, clock)
        self.words = PrivateWords(clock)
        self.tell_others: Callable[[str], None] = lambda _: None
        """Called with each person who had themselves forgotten: other processes hold words in memory."""
        # Of several processes that start together the first one's is kept.
        self.connection.change(
            "INSERT INTO meta VALUES ('secret', ?) ON CONFLICT (name) DO NOTHING", secrets.token_hex(32)
        )
        kept = self.connection.rows("SELECT value FROM meta WHERE name = 'secret'")
        self._secret = (secret or str(kept[0][0])).encode()
        self._note_the_secret()

    @classmethod
    def open(
        cls, place: Place, *, keep_days: int, secret: str | None = None, clock: Clock | None = None
    ) -> BotDatabase:
        """Open the database at ``place``; raises LibraryError where it cannot be used."""
        return cls(connection_to(place), keep_days, secret, clock or Clock())

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def person(self, user_id: int) -> str:
        """Return what stands for a person here: a keyed hash, from which the id cannot be had."""
        return hmac.new(self._secret, str(user_id).encode(), hashlib.sha256).hexdigest()[:32]

    # ------------------------------------------------------------------ another secret

    def _note_the_secret(self) -> None:
        """Note when another secret than before came: whose the earlier one's hashes are, nobody can tell."""
        mark = hmac.new(self._secret, b"mark", hashlib.sha256).hexdigest()
        with self.connection.writing() as connection:
            known = connection.execute("SELECT value FROM meta WHERE name = 'secret_mark'").fetchall()
            if [tuple(row) for row in known] == [(mark,)]:
                return
            now = [("secret_mark", mark), *([("secret_since", str(self._clock.time()))] if known else [])]
            connection.executemany(
                "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", now
            )

    def unknown_before(self) -> float | None:
        """Return the time before which people are known by another secret's hashes; None where none is kept.

        In seconds since the epoch.
        """
        rows = self.connection.rows("SELECT value FROM meta WHERE name = 'secret_since'")
        since = float(str(rows[0][0])) if rows else 0.0
        older = self.connection.rows(
            "SELECT 1 FROM replies WHERE at < ? UNION ALL SELECT 1 FROM feedback WHERE at < ? LIMIT 1",
            since,
            since,
        )
        return since if older else None

    # ------------------------------------------------------------------ forgetting

    def forget(self, person: str, user: int | None = None) -> int:
        """Delete all that is kept of a person; returns how many entries that were.

        With ``user``, their id, also what another secret's hash stands for, and what they handed in.
        """
        with self.connection.writing() as connection:
            judged = connection.execute("DELETE FROM feedback WHERE person = ?", (person,)).rowcount
            # Twice: the first may have waited for a reply that was just being kept, and not have seen it.
            asked = sum(
                connection.execute("DELETE FROM replies WHERE person = ?", (person,)).rowcount
                for _ in range(2)
            )
            there = connection.execute(
                'DELETE FROM presence WHERE person = ? OR "user" = ?', (person, user)
            ).rowcount
            organised = connection.execute(
                "UPDATE schedules SET organiser = NULL WHERE organiser = ?", (user,)
            ).rowcount
            handed_in = 0 if user is None else self.submissions.forget(connection, user)
        self.connection.leave_no_trace()
        self.words.forget(person)
        self.tell_others(person)
        return judged + asked + there + organised + handed_in

    def prune(self) -> int:
        """Delete what was not used for the days that it is kept; returns how many entries that were."""
        before = self._clock.time() - self._keep
        with self.connection.writing() as connection:
            judged = connection.execute("DELETE FROM feedback WHERE at < ?", (before,)).rowcount
            asked = connection.execute("DELETE FROM replies WHERE at < ?", (before,)).rowcount
            threads = connection.execute("DELETE FROM threads WHERE at < ?", (before,)).rowcount
            return judged + asked + threads + self.submissions.prune(connection, before)
