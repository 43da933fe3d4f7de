"""Who says "I was there", of which session.

They give their id away on purpose, in one server, until they take it back or have it forgotten.
"""

from __future__ import annotations

from bot.service.clock import Clock
from bot.service.connection import Connection


class Presence:
    """The table ``presence``. Every call blocks for a moment."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        """Entries carry the time of ``clock``."""
        self._connection = connection
        self._clock = clock

    def toggle(self, server: int, session: str, person: str, user: int) -> bool:
        """Note that somebody was in a session, or take it back; True where they are named now.

        ``person`` is the database's hash of ``user``, by which `/forget me` finds the entry.
        """
        with self._connection.writing() as connection:
            gone = connection.execute(
                "DELETE FROM presence WHERE guild = ? AND session = ? AND person = ?",
                (server, session, person),
            ).rowcount
            if not gone:
                connection.execute(
                    "INSERT INTO presence VALUES (?, ?, ?, ?, ?)",
                    (server, session, person, user, self._clock.time()),
                )
        return not gone

    def users(self, server: int, session: str) -> list[int]:
        """Return the users of a server who say that they were in a session, first come first."""
        rows = self._connection.rows(
            'SELECT "user" FROM presence WHERE guild = ? AND session = ? ORDER BY at', server, session
        )
        return [int(str(user)) for (user,) in rows]
