"""Servers that the bot is no longer in: what is kept of them goes some days after it left.

It does not go at once, since a bot is also sent away by mistake, and invited again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.service.clock import Clock
from bot.service.connection import Connection

_DAY = 86_400.0
_KEPT = {
    "replies": "server",
    "threads": "server",
    "shares": "guild",
    "schedules": "guild",
    "dues": "guild",
    "presence": "guild",
    "inboxes": "guild",
    "submissions": "guild",
}
"""The tables that hold something of a server, and their columns with its id."""


class Departures:
    """The table ``departures``, and all that is kept of servers. Every call blocks for a moment."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        """Entries carry the time of ``clock``."""
        self._connection = connection
        self._clock = clock

    def left(self, server: int) -> None:
        """Note that the bot is no longer in a server; what is known already stays."""
        self._connection.change(
            "INSERT INTO departures VALUES (?, ?) ON CONFLICT (guild) DO NOTHING", server, self._clock.time()
        )

    def back(self, server: int) -> None:
        """Note that the bot is in a server."""
        self._connection.change("DELETE FROM departures WHERE guild = ?", server)

    def compare(self, present: Collection[int], mine: Callable[[int], bool] = lambda _: True) -> None:
        """Note which servers the bot left, or came back to, while it was not running.

        Of servers that are not ``mine``, since another process serves them, ``present`` tells nothing.
        """
        for server in self._departed():
            if server in present:
                self.back(server)
        for server in self._known() - set(present):
            if mine(server):
                self.left(server)

    def _departed(self) -> set[int]:
        return {int(str(server)) for (server,) in self._connection.rows("SELECT guild FROM departures")}

    def _known(self) -> set[int]:
        kept = " UNION ".join(f"SELECT {column} FROM {table}" for table, column in _KEPT.items())  # noqa: S608 - ours
        return {int(str(server)) for (server,) in self._connection.rows(kept) if server is not None}

    def prune(self, days: int) -> int:
        """Delete what is kept of servers that the bot left so many days ago; return how many entries."""
        before = self._clock.time() - days * _DAY
        with self._connection.writing() as connection:
            old = connection.execute("SELECT guild FROM departures WHERE at < ?", (before,)).fetchall()
            gone = 0
            for (server,) in old:
                for table, column in _KEPT.items():
                    statement = f"DELETE FROM {table} WHERE {column} = ?"  # noqa: S608 - both are ours
                    gone += connection.execute(statement, (server,)).rowcount
                connection.execute("DELETE FROM departures WHERE guild = ?", (server,))
        if gone:
            self._connection.leave_no_trace()
        return gone
