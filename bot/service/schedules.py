"""Which servers want yesterday's recap every day, and which days that were seen to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.service.connection import Connection
from bot.service.dues import Dues
from bot.service.shares import DayKey, Form, Share, Shares, form_of

LATE = 1
"""Days that late notes are waited for where an organiser says nothing else."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Yesterday's recap, every day at a time of a place."""

    server: int
    channel: int
    form: Form
    at: dt.time
    zone: str
    done: dt.date | None = None
    """The last morning, there, that was seen to."""
    tag: int | None = None
    """Of a forum's tags, the id of the one that posts get."""
    publish: bool = False
    """Whether an announcement channel sends it on to the channels that follow it."""
    late: int = LATE
    """For how many days more the recap of a day is posted, or brought up to date, with what is noted late."""
    organiser: int | None = None
    """The Discord id of whom to tell what goes wrong."""


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
            "SELECT guild, channel, form, at, zone, done, tag, publish, late, organiser FROM schedules "
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
                None if tag is None else int(str(tag)),
                bool(publish),
                int(str(late)),
                None if organiser is None else int(str(organiser)),
            )
            for server, channel, form, at, zone, done, tag, publish, late, organiser in rows
        ]

    def keep(self, new: Schedule, now: float = 0.0) -> None:
        """Set or change a server's schedule; what could not be posted so far is tried again ``now``."""
        with self._connection.writing() as connection:
            connection.execute(
                "INSERT INTO schedules (guild, channel, form, at, zone, done, tag, publish, late, organiser) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (guild) DO UPDATE SET "
                "channel = excluded.channel, form = excluded.form, at = excluded.at, zone = excluded.zone, "
                "done = excluded.done, tag = excluded.tag, publish = excluded.publish, "
                "late = excluded.late, organiser = excluded.organiser",
                (
                    new.server,
                    new.channel,
                    new.form,
                    new.at.isoformat("minutes"),
                    new.zone,
                    new.done.isoformat() if new.done else None,
                    new.tag,
                    int(new.publish),
                    new.late,
                    new.organiser,
                ),
            )
            Dues.begin_again(connection, new.server, now)

    def remove(self, server: int) -> bool:
        """Remove a server's schedule, and what is due for it; False where there is none."""
        with self._connection.writing() as connection:
            connection.execute("DELETE FROM dues WHERE guild = ?", (server,))
            return bool(connection.execute("DELETE FROM schedules WHERE guild = ?", (server,)).rowcount)

    def begin(self, schedule: Schedule, mornings: Sequence[dt.date], now: float) -> bool:
        """Note at once that mornings have come, and that the day before each is due for its recap.

        Returns False where that was noted already, or the schedule was changed: of two calls one does it.
        """
        done = schedule.done.isoformat() if schedule.done else None
        with self._connection.writing() as connection:
            first = connection.execute(
                "UPDATE schedules SET done = ? WHERE guild = ? AND coalesce(done, '') = coalesce(?, '')",
                (max(mornings).isoformat(), schedule.server, done),
            ).rowcount
            for morning in mornings if first else ():
                Dues.add(connection, schedule.server, morning - dt.timedelta(days=1), now)
        return bool(first)

    def shares(self, schedule: Schedule, days: Sequence[DayKey]) -> list[Share]:
        """Return the shares of days in a schedule's channel, noted now where they are not.

        What is not finished is as the schedule has it now.
        """
        with self._connection.writing() as connection:
            for day in days:
                self._shares.add(
                    connection,
                    schedule.server,
                    schedule.channel,
                    day,
                    schedule.form,
                    tag=schedule.tag,
                    publish=schedule.publish,
                )
        found = [self._shares.find(schedule.channel, day) for day in days]

        def wished(share: Share) -> Share:
            return replace(share, form=schedule.form, tag=schedule.tag, publish=schedule.publish)

        return [share if share.finished else wished(share) for share in found if share is not None]
