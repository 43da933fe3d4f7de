"""What was shared where: recaps and the messages they became, the schedules, and who was where.

It lies in the bot's database. A message is planned here, with its nonce, before it is sent, and noted with
its id after: whatever moment the bot ends at, the next start knows what may have been sent and what was not.
Who says "I was there" gives their id away on purpose, in one server, until they take it back.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from bot.service.database import BotDatabase

Form = Literal["cards", "thread", "forum"]
FORMS: tuple[Form, ...] = get_args(Form)

DayKey = tuple[str | None, str | None, str | None]
"""Event, label and date of a day: what makes it the same day when it is shared again."""


@dataclass(frozen=True, slots=True)
class Share:
    """A day that was shared in a channel."""

    id: int
    guild: int
    channel: int
    day: DayKey
    form: Form
    thread: int | None = None
    """Where its messages stand, once it was opened; None for cards."""
    started: float = 0.0
    """When it was shared first: seconds since the epoch."""
    finished: bool = False
    """False while messages may be missing."""

    def stands_in(self, server: int | None) -> bool:
        """Tell whether it was shared in this server: its buttons do nothing in another."""
        return self.guild == server


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a share."""

    place: int
    nonce: str
    """Discord gives what it was sent under this nonce minutes ago instead of sending it twice."""
    message: int | None
    """None where it is not known to have arrived."""
    digest: str | None
    """Of what stands there, None where that is not known."""
    sessions: tuple[str, ...]
    """The ids of its sessions, in the order of its buttons."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Yesterday's recap, every day at a time of a place."""

    guild: int
    channel: int
    form: Form
    at: dt.time
    zone: str
    done: dt.date | None = None
    """The day, there, on which it was last seen to."""


class Shares:
    """The part of the memory that is about sharing. Every call blocks for a moment."""

    def __init__(self, database: BotDatabase, clock: Callable[[], float] = time.time) -> None:
        """Keep everything in ``memory``."""
        # The memory's own transactions: one file, one lock, one way to fail.
        self._rows, self._writing = database._rows, database._writing
        self._clock = clock

    # ------------------------------------------------------------------ shares

    def begin(self, guild: int, channel: int, day: DayKey, form: Form) -> Share:
        """Give the share of a day in a channel, new or as it stands; it is unfinished from now on."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO shares (guild, channel, day, form, started) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (channel, day) DO UPDATE SET finished = 0",
                (guild, channel, _written(day), form, self._clock()),
            )
        found = self.find(channel, day)
        assert found is not None  # noqa: S101 - it was written a line ago
        return found

    def find(self, channel: int, day: DayKey) -> Share | None:
        """Give the share of a day in a channel."""
        found = self._shares("channel = ? AND day = ?", channel, _written(day))
        return found[0] if found else None

    def share(self, number: int) -> Share | None:
        """Give a share by its number."""
        found = self._shares("share = ?", number)
        return found[0] if found else None

    def unfinished(self) -> list[Share]:
        """Give the shares of which messages may be missing, oldest first."""
        return self._shares("finished = 0")

    def _shares(self, where: str, *values: object) -> list[Share]:
        columns = "share, guild, channel, day, form, thread, started, finished"
        rows = self._rows(f"SELECT {columns} FROM shares WHERE {where} ORDER BY share", *values)  # noqa: S608 - ours
        return [_share(row) for row in rows]

    def opened(self, share: int, thread: int) -> None:
        """Note the thread that a share's messages stand in."""
        self._write("UPDATE shares SET thread = ? WHERE share = ?", thread, share)

    def finish(self, share: int) -> None:
        """Note that all messages of a share stand."""
        self._write("UPDATE shares SET finished = 1 WHERE share = ?", share)

    def forget_share(self, share: int) -> None:
        """Forget a share: its channel is gone."""
        self._write("DELETE FROM shares WHERE share = ?", share)

    # ------------------------------------------------------------------ messages

    def parts(self, share: int) -> list[Part]:
        """Give the messages of a share, in order."""
        rows = self._rows(
            "SELECT place, nonce, message, digest, sessions FROM parts WHERE share = ? ORDER BY place", share
        )
        return [
            Part(
                int(str(place)),
                str(nonce),
                None if message is None else int(str(message)),
                None if digest is None else str(digest),
                tuple(json.loads(str(sessions))),
            )
            for place, nonce, message, digest, sessions in rows
        ]

    def plan(self, share: int, place: int, sessions: Sequence[str]) -> Part:
        """Note, before it is sent, that a message will be; gives it with a nonce of its own."""
        part = Part(place, secrets.token_hex(12), None, None, tuple(sessions))
        self._write(
            "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, NULL, NULL, ?)",
            share,
            place,
            part.nonce,
            json.dumps(part.sessions),
        )
        return part

    def sent(self, share: int, place: int, message: int, digest: str | None, sessions: Sequence[str]) -> None:
        """Note that a message stands, and what it holds."""
        self._write(
            "UPDATE parts SET message = ?, digest = ?, sessions = ? WHERE share = ? AND place = ?",
            message,
            digest,
            json.dumps(tuple(sessions)),
            share,
            place,
        )

    def drop(self, share: int, place: int) -> None:
        """Forget a message that no longer stands."""
        self._write("DELETE FROM parts WHERE share = ? AND place = ?", share, place)

    # ------------------------------------------------------------------ schedules

    def schedule(self, guild: int) -> Schedule | None:
        """Give a server's schedule."""
        found = self._schedules("WHERE guild = ?", guild)
        return found[0] if found else None

    def schedules(self) -> list[Schedule]:
        """Give all schedules."""
        return self._schedules("")

    def _schedules(self, where: str, *values: object) -> list[Schedule]:
        rows = self._rows(f"SELECT guild, channel, form, at, zone, done FROM schedules {where}", *values)  # noqa: S608 - ours
        return [
            Schedule(
                int(str(guild)),
                int(str(channel)),
                _form(form),
                dt.time.fromisoformat(str(at)),
                str(zone),
                None if done is None else dt.date.fromisoformat(str(done)),
            )
            for guild, channel, form, at, zone, done in rows
        ]

    def set_schedule(self, new: Schedule) -> None:
        """Set or change a server's schedule."""
        self._write(
            "INSERT OR REPLACE INTO schedules VALUES (?, ?, ?, ?, ?, ?)",
            new.guild,
            new.channel,
            new.form,
            new.at.isoformat("minutes"),
            new.zone,
            new.done.isoformat() if new.done else None,
        )

    def remove_schedule(self, guild: int) -> bool:
        """Remove a server's schedule; False where there is none."""
        with self._writing() as connection:
            return bool(connection.execute("DELETE FROM schedules WHERE guild = ?", (guild,)).rowcount)

    def see_to(self, schedule: Schedule, today: dt.date, days: Sequence[DayKey]) -> list[Share]:
        """Note at once that a schedule was seen to today and which days are to be shared for it.

        Gives no share where it was seen to already: of two calls only one shares.
        """
        with self._writing() as connection:
            due = connection.execute(
                "UPDATE schedules SET done = ? WHERE guild = ? AND (done IS NULL OR done < ?)",
                (today.isoformat(), schedule.guild, today.isoformat()),
            ).rowcount
            for day in days if due else ():
                connection.execute(
                    "INSERT INTO shares (guild, channel, day, form, started) VALUES (?, ?, ?, ?, ?) "
                    "ON CONFLICT (channel, day) DO NOTHING",
                    (schedule.guild, schedule.channel, _written(day), schedule.form, self._clock()),
                )
        found = [self.find(schedule.channel, day) for day in days] if due else []
        return [share for share in found if share is not None and not share.finished]

    # ------------------------------------------------------------------ who was there

    def turn_presence(self, guild: int, session: str, person: str, user: int) -> bool:
        """Note that somebody was in a session, or take it back; True where they are named now.

        ``person`` is the memory's hash of ``user``, by which `/forget me` finds the entry.
        """
        with self._writing() as connection:
            gone = connection.execute(
                "DELETE FROM presence WHERE guild = ? AND session = ? AND person = ?",
                (guild, session, person),
            ).rowcount
            if not gone:
                connection.execute(
                    "INSERT INTO presence VALUES (?, ?, ?, ?, ?)",
                    (guild, session, person, user, self._clock()),
                )
        return not gone

    def present(self, guild: int, session: str) -> list[int]:
        """Give the users of a server who say that they were in a session, first come first."""
        rows = self._rows(
            "SELECT user FROM presence WHERE guild = ? AND session = ? ORDER BY at", guild, session
        )
        return [int(str(user)) for (user,) in rows]

    def _write(self, statement: str, *values: object) -> None:
        with self._writing() as connection:
            connection.execute(statement, values)


def _written(day: DayKey) -> str:
    return json.dumps(day, ensure_ascii=False)


def _form(value: object) -> Form:
    return next(form for form in FORMS if form == value)


def _share(row: tuple[object, ...]) -> Share:
    share, guild, channel, day, form, thread, started, finished = row
    event, label, date = json.loads(str(day))
    return Share(
        int(str(share)),
        int(str(guild)),
        int(str(channel)),
        (event, label, date),
        _form(form),
        None if thread is None else int(str(thread)),
        float(str(started)),
        bool(finished),
    )
