"""Which servers want yesterday's recap every day, and which days that were seen to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.service.connection import Connection
from bot.service.shares import DayKey, Form, Share, Shares, form_of


@dataclass(frozen=True, slots=True)
class Schedule:
    """Yesterday's recap, every day at a time of a place."""

    server: int
    channel: int
    form: Form
    at: dt.time
    zone: str
    done: dt.date | None = None
    """The day, there, on which it was last seen to."""


class Schedules:
    """The table ``schedules``. Every call blocks for a moment."""

    def __init__(self, connection: Connection, shares: Shares) -> None:
        """What is to be shared for a schedule is noted among ``shares``."""
        self._connection = connection
        self._shares = shares

    def of(self, server: int) -> Schedule | None:
        """Return a server's schedule."""
        found = self._read(server)
        return found[0] if found else None

    def every(self) -> list[Schedule]:
        """Return the schedules of all servers."""
        return self._read(None)

    def _read(self, server: int | None) -> list[Schedule]:
        rows = self._connection.rows(
            "SELECT guild, channel, form, at, zone, done FROM schedules "
            "WHERE CAST(? AS BIGINT) IS NULL OR guild = ? ORDER BY guild",
            server,
            server,
        )
        return [
            Schedule(
                int(str(server)),
                int(str(channel)),
                form_of(form),
                dt.time.fromisoformat(str(at)),
                str(zone),
                None if done is None else dt.date.fromisoformat(str(done)),
            )
            for server, channel, form, at, zone, done in rows
        ]

    def keep(self, new: Schedule) -> None:
        """Set or change a server's schedule."""
        self._connection.change(
            "INSERT INTO schedules VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (guild) DO UPDATE SET "
            "channel = excluded.channel, form = excluded.form, at = excluded.at, zone = excluded.zone, "
            "done = excluded.done",
            new.server,
            new.channel,
            new.form,
            new.at.isoformat("minutes"),
            new.zone,
            new.done.isoformat() if new.done else None,
        )

    def remove(self, server: int) -> bool:
        """Remove a server's schedule; False where there is none."""
        return bool(self._connection.change("DELETE FROM schedules WHERE guild = ?", server))

    def see_to(self, schedule: Schedule, today: dt.date, days: Sequence[DayKey]) -> list[Share]:
        """Note at once that a schedule was seen to today and which days are to be shared for it.

        Returns no share where it was seen to already: of two calls only one shares.
        """
        with self._connection.writing() as connection:
            due = connection.execute(
                "UPDATE schedules SET done = ? WHERE guild = ? AND (done IS NULL OR done < ?)",
                (today.isoformat(), schedule.server, today.isoformat()),
            ).rowcount
            for day in days if due else ():
                self._shares.add(connection, schedule.server, schedule.channel, day, schedule.form)
        found = [self._shares.find(schedule.channel, day) for day in days] if due else []
        return [share for share in found if share is not None and not share.finished]
