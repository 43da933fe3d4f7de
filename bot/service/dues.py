"""The mornings that are being seen to: what was tried, when it is tried next, and what went wrong.

A row stands for the recap of one date in one server, from the morning after it until its bound. Whoever
carries it out claims the row first, by the number of tries that they saw: of several processes, one does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from bot.service.connection import Connection, Transaction


@dataclass(frozen=True, slots=True)
class Due:
    """The recap of a date, as it is seen to."""

    server: int
    date: dt.date
    """The day that the recap is of."""
    tries: int = 0
    next: float = 0.0
    """When it is tried next: seconds since the epoch."""
    posted: bool = False
    """Whether it stands; until its bound it is brought up to date with what is noted late."""
    trouble: str | None = None
    """Why the last try failed, in one sentence."""
    told: str | None = None
    """The trouble that the organiser was sent a message about."""


class Dues:
    """The table ``dues``. Every call blocks for a moment."""

    def __init__(self, connection: Connection) -> None:
        """Times are given by whoever calls."""
        self._connection = connection

    def of(self, server: int) -> list[Due]:
        """Return a server's mornings, oldest first."""
        return self._read(server)

    def every(self) -> list[Due]:
        """Return the mornings of all servers, oldest first."""
        return self._read(None)

    def _read(self, server: int | None) -> list[Due]:
        rows = self._connection.rows(
            "SELECT guild, date, tries, next, posted, trouble, told FROM dues "
            "WHERE CAST(? AS BIGINT) IS NULL OR guild = ? ORDER BY date, guild",
            server,
            server,
        )
        return [
            Due(
                int(str(server)),
                dt.date.fromisoformat(str(date)),
                int(str(tries)),
                float(str(due)),
                bool(posted),
                None if trouble is None else str(trouble),
                None if told is None else str(told),
            )
            for server, date, tries, due, posted, trouble, told in rows
        ]

    @staticmethod
    def add(connection: Transaction, server: int, date: dt.date, now: float) -> None:
        """Note, within a transaction, that a date's recap is due, unless that is noted already."""
        connection.execute(
            "INSERT INTO dues (guild, date, next) VALUES (?, ?, ?) ON CONFLICT (guild, date) DO NOTHING",
            (server, date.isoformat(), now),
        )

    @staticmethod
    def begin_again(connection: Transaction, server: int, now: float) -> None:
        """Have, within a transaction, what is not posted tried at once, and what is posted left as it is."""
        connection.execute("DELETE FROM dues WHERE guild = ? AND posted = 1", (server,))
        connection.execute(
            "UPDATE dues SET next = ?, trouble = NULL, told = NULL WHERE guild = ?", (now, server)
        )

    def claim(self, due: Due, until: float) -> Due | None:
        """Take a morning for oneself until then; None where somebody else took it since it was read."""
        taken = self._connection.change(
            "UPDATE dues SET tries = tries + 1, next = ? WHERE guild = ? AND date = ? AND tries = ?",
            until,
            due.server,
            due.date.isoformat(),
            due.tries,
        )
        return replace(due, tries=due.tries + 1, next=until) if taken else None

    def note(self, claimed: Due, then: float, *, posted: bool, trouble: str | None) -> None:
        """Note how a try ended, and when the next one is; nothing where another claimed the row meanwhile."""
        self._connection.change(
            "UPDATE dues SET next = ?, posted = ?, trouble = ? WHERE guild = ? AND date = ? AND tries = ?",
            then,
            int(posted),
            trouble,
            claimed.server,
            claimed.date.isoformat(),
            claimed.tries,
        )

    def tell(self, claimed: Due, told: str | None) -> None:
        """Note which trouble the organiser was sent a message about."""
        self._connection.change(
            "UPDATE dues SET told = ? WHERE guild = ? AND date = ? AND tries = ?",
            told,
            claimed.server,
            claimed.date.isoformat(),
            claimed.tries,
        )

    def drop(self, due: Due) -> bool:
        """Forget a morning whose bound is over; False where somebody else did, or sees to it just now."""
        return bool(
            self._connection.change(
                "DELETE FROM dues WHERE guild = ? AND date = ? AND tries = ?",
                due.server,
                due.date.isoformat(),
                due.tries,
            )
        )
