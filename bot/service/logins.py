"""How often the bot logged in of late: a loop of restarts must stay within what Discord allows.

Discord lets a bot begin 1,000 connections a day, and takes its token away where it begins more. A supervisor
that starts a failing bot again and again would be there within hours.
"""

from __future__ import annotations

import json

from bot.service.clock import Clock
from bot.service.connection import Connection

_FREE = 5
"""Connections that are begun without a pause: whoever sets the bot up starts it a few times."""
_FIRST, _LONGEST = 5.0, 300.0
"""Seconds of the first pause, which doubles, and of the longest: 288 a day."""
_CALM = 900.0
"""Seconds without a login after which they are counted anew: more than the longest pause."""
_NAME = "logins"


class Logins:
    """An entry of the table ``meta``: the last login, how many came in a row, with how many connections."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        """Logins carry the time of ``clock``."""
        self._connection = connection
        self._clock = clock

    def begin(self, part: int = 0) -> float:
        """Note that the bot logs in; return the seconds that it waits before.

        Of several processes each counts its own ``part``, the first of its shards: one that starts beside
        the others is no restart.
        """
        now = self._clock.time()
        last, row, connections = self._read(part)
        row = row + 1 if 0 <= now - last < _CALM * connections else 1
        beyond = row - max(1, _FREE // connections)
        # The power is bounded, since a row may be long.
        wait = min(_FIRST * 2 ** min(beyond - 1, 10), _LONGEST) * connections if beyond > 0 else 0.0
        self._write(part, now + wait, row, connections)
        return wait

    def took(self, connections: int, part: int = 0) -> None:
        """Note how many connections (shards) a login took, which count each."""
        last, row, before = self._read(part)
        if connections != before:
            self._write(part, last, row, connections)

    def _read(self, part: int) -> tuple[float, int, int]:
        rows = self._connection.rows("SELECT value FROM meta WHERE name = ?", _name(part))
        if not rows:
            return 0.0, 0, 1
        last, row, connections = json.loads(str(rows[0][0]))
        return float(last), int(row), max(1, int(connections))

    def _write(self, part: int, last: float, row: int, connections: int) -> None:
        self._connection.change(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            _name(part),
            json.dumps([last, row, connections]),
        )


def _name(part: int) -> str:
    return f"{_NAME}/{part}" if part else _NAME
