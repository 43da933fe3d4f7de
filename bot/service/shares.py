"""What was shared where: recaps, and the messages that they became.

A message is planned here, with its nonce, before it is sent, and noted with its id after: whatever moment the
bot ends at, the next start knows what may have been sent and what was not.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Literal, get_args

from bot.service.clock import Clock
from bot.service.connection import Connection, Transaction
from bot.service.errors import TakenOverError

Form = Literal["cards", "thread", "forum"]
FORMS: tuple[Form, ...] = get_args(Form)
_STALE = 120.0
"""Seconds after which whoever carries out a share and has noted nothing is taken to be gone."""

DayKey = tuple[str | None, str | None, str | None]
"""Event, label and date of a day: what makes it the same day when it is shared again."""


@dataclass(frozen=True, slots=True)
class Share:
    """A day that was shared in a channel."""

    id: int
    server: int
    channel: int
    day: DayKey
    form: Form
    thread: str | None = None
    """The platform's id of where its messages stand, once it was opened; None for cards."""
    started: float = 0.0
    """When it was shared first: seconds since the epoch."""
    finished: bool = False
    """False while messages may be missing."""
    tag: int | None = None
    """Of a forum's tags, the id of the one that its post gets."""
    publish: bool = False
    """Whether an announcement channel sends it on to the channels that follow it."""
    work: str | None = None
    """Stands for the process that carries it out, or did and was cut off; None where none does."""
    new: bool = False
    """Whether it was noted just now, for the first time."""

    def stands_in(self, server: int | None) -> bool:
        """Tell whether it was shared in this server: its buttons do nothing in another."""
        return self.server == server


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a share."""

    place: int
    nonce: str
    """Discord gives what it was sent under this nonce minutes ago instead of sending it twice."""
    message: str | None
    """The platform's id; None where it is not known to have arrived."""
    digest: str | None
    """Of what stands there, None where that is not known."""
    sessions: tuple[str, ...]
    """The ids of its sessions, in the order of its buttons."""
    published: bool = False
    """Whether it was sent on to the channels that follow an announcement channel."""


class Shares:
    """The tables ``shares`` and ``parts``. Every call blocks for a moment."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        """Entries carry the time of ``clock``."""
        self._connection = connection
        self._clock = clock

    # ------------------------------------------------------------------ shares

    def begin(
        self,
        server: int,
        channel: int,
        day: DayKey,
        form: Form,
        *,
        tag: int | None = None,
        publish: bool = False,
    ) -> Share:
        """Return the share of a day in a channel as it is wished for, new or noted before.

        It is unfinished from now on. What stands of it already keeps its form: see ``take_up``.
        """
        with self._connection.writing() as connection:
            connection.execute(
                "UPDATE shares SET finished = 0 WHERE channel = ? AND day = ?", (channel, _written(day))
            )
            new = self.add(connection, server, channel, day, form, tag=tag, publish=publish)
        found = self.find(channel, day)
        assert found is not None  # noqa: S101 - it was written a line ago
        return replace(found, form=form, tag=tag, publish=publish, new=new)

    def add(
        self,
        connection: Transaction,
        server: int,
        channel: int,
        day: DayKey,
        form: Form,
        *,
        tag: int | None = None,
        publish: bool = False,
    ) -> bool:
        """Note, within a transaction, that a day is to be shared in a channel; False where it is noted."""
        return bool(
            connection.execute(
                "INSERT INTO shares (guild, channel, day, form, started, tag, publish) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (channel, day) DO NOTHING",
                (server, channel, _written(day), form, self._clock.time(), tag, int(publish)),
            ).rowcount
        )

    def take_up(self, wished: Share, work: str, *, cut_off: bool = False) -> Share | None:
        """Note who carries out a share from now on, and return it as it is to stand; None where it is gone.

        It gets the form that was wished for last where nothing but its first message may stand, and is
        published, or not, as was wished for last. ``work`` stands for this process. Where another is at it,
        raises TakenOverError, unless that one was ``cut_off`` or has noted nothing for a while: it can then
        note nothing more, and its form is kept.
        """
        now = self._clock.time()
        with self._connection.writing() as connection:
            connection.execute(
                "UPDATE shares SET form = ? WHERE share = ? AND coalesce(work, ?) = ? AND thread IS NULL "
                "AND NOT EXISTS (SELECT 1 FROM parts WHERE parts.share = shares.share AND parts.place > 0)",
                (wished.form, wished.id, work, work),
            )
            taken = connection.execute(
                "UPDATE shares SET publish = ?, tag = ?, work = ?, worked = ? "
                "WHERE share = ? AND (coalesce(work, ?) = ? OR worked NOT BETWEEN ? AND ? OR ?)",
                (
                    int(wished.publish),
                    wished.tag,
                    work,
                    now,
                    wished.id,
                    work,
                    work,
                    # What lies ahead was noted before the time was set back.
                    now - _STALE,
                    now + _STALE,
                    cut_off,
                ),
            ).rowcount
        found = self.share(wished.id)
        if found is not None and not taken:
            raise TakenOverError
        return found

    def find(self, channel: int, day: DayKey) -> Share | None:
        """Return the share of a day in a channel."""
        found = self._shares("channel = ? AND day = ?", channel, _written(day))
        return found[0] if found else None

    def share(self, number: int) -> Share | None:
        """Return a share by its number."""
        found = self._shares("share = ?", number)
        return found[0] if found else None

    def unfinished(self) -> list[Share]:
        """Return the shares of which messages may be missing, oldest first."""
        return self._shares("finished = 0")

    def _shares(self, where: str, *values: object) -> list[Share]:
        columns = "share, guild, channel, day, form, thread, started, finished, tag, publish, work"
        rows = self._connection.rows(f"SELECT {columns} FROM shares WHERE {where} ORDER BY share", *values)  # noqa: S608 - ours
        return [_share(row) for row in rows]

    def opened(self, share: int, thread: str, work: str | None = None) -> None:
        """Note the thread that a share's messages stand in."""
        with self._at_work(share, work) as connection:
            connection.execute("UPDATE shares SET thread = ? WHERE share = ?", (thread, share))

    def thread_gone(self, share: int) -> bool:
        """Forget the thread or post of a share, and what stood in it; False where it had none."""
        with self._connection.writing() as connection:
            found = connection.execute(
                "UPDATE shares SET thread = NULL WHERE share = ? AND thread IS NOT NULL", (share,)
            ).rowcount
            if found:
                # The message that heads a thread stands in the channel; that of a post is gone with it.
                connection.execute(
                    "DELETE FROM parts WHERE share = ? AND (place > 0 OR EXISTS "
                    "(SELECT 1 FROM shares WHERE shares.share = parts.share AND form = 'forum'))",
                    (share,),
                )
        return bool(found)

    def finish(self, share: int, work: str | None = None) -> None:
        """Note that all messages of a share stand."""
        with self._at_work(share, work) as connection:
            connection.execute("UPDATE shares SET finished = 1, work = NULL WHERE share = ?", (share,))

    def give_up(self, share: int, work: str) -> None:
        """Note that a carrying out failed, and nobody is at work on the share any more."""
        self._connection.change("UPDATE shares SET work = NULL WHERE share = ? AND work = ?", share, work)

    def forget_share(self, share: int) -> None:
        """Forget a share: its channel is gone."""
        self._connection.change("DELETE FROM shares WHERE share = ?", share)

    # ------------------------------------------------------------------ messages

    def parts(self, share: int) -> list[Part]:
        """Return the messages of a share, in order."""
        rows = self._connection.rows(
            "SELECT place, nonce, message, digest, sessions, published FROM parts WHERE share = ? "
            "ORDER BY place",
            share,
        )
        return [
            Part(
                int(str(place)),
                str(nonce),
                None if message is None else str(message),
                None if digest is None else str(digest),
                tuple(json.loads(str(sessions))),
                bool(published),
            )
            for place, nonce, message, digest, sessions, published in rows
        ]

    def sessions_on(self, message: str, server: int) -> tuple[str, ...]:
        """Return the ids of the sessions on a message of a share in a server; none for any other message."""
        rows = self._connection.rows(
            "SELECT sessions FROM parts JOIN shares USING (share) WHERE message = ? AND guild = ?",
            message,
            server,
        )
        return tuple(json.loads(str(rows[0][0]))) if rows else ()

    def plan(self, share: int, place: int, sessions: Sequence[str], work: str | None = None) -> Part:
        """Note, before it is sent, that a message will be; returns it with a nonce of its own."""
        part = Part(place, secrets.token_hex(12), None, None, tuple(sessions))
        with self._at_work(share, work) as connection:
            connection.execute(
                "INSERT INTO parts (share, place, nonce, sessions) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (share, place) DO UPDATE SET nonce = excluded.nonce, message = NULL, "
                "digest = NULL, sessions = excluded.sessions, published = 0",
                (share, place, part.nonce, json.dumps(part.sessions)),
            )
        return part

    def sent(
        self,
        share: int,
        place: int,
        message: str,
        digest: str | None,
        sessions: Sequence[str],
        work: str | None = None,
    ) -> None:
        """Note that a message stands, and what it holds."""
        with self._at_work(share, work) as connection:
            connection.execute(
                "UPDATE parts SET message = ?, digest = ?, sessions = ? WHERE share = ? AND place = ?",
                (message, digest, json.dumps(tuple(sessions)), share, place),
            )

    def published(self, share: int, place: int, work: str | None = None) -> None:
        """Note that a message was sent on to the channels that follow an announcement channel."""
        with self._at_work(share, work) as connection:
            connection.execute("UPDATE parts SET published = 1 WHERE share = ? AND place = ?", (share, place))

    def drop(self, share: int, place: int, work: str | None = None) -> None:
        """Forget a message that no longer stands."""
        with self._at_work(share, work) as connection:
            connection.execute("DELETE FROM parts WHERE share = ? AND place = ?", (share, place))

    @contextmanager
    def _at_work(self, share: int, work: str | None) -> Iterator[Transaction]:
        """Hold a transaction of whoever is at ``work`` on a share; raises TakenOverError where another is."""
        with self._connection.writing() as connection:
            # Written, not read: whoever takes the share up waits until this is noted, and sees it.
            mine = "UPDATE shares SET worked = ? WHERE share = ? AND work = ?"
            if work is not None and not connection.execute(mine, (self._clock.time(), share, work)).rowcount:
                raise TakenOverError
            yield connection


def form_of(value: object) -> Form:
    """Return the form that is kept under this name."""
    return next(form for form in FORMS if form == value)


def _written(day: DayKey) -> str:
    """Return a day as the tables hold it."""
    return json.dumps(day, ensure_ascii=False)


def _share(row: tuple[object, ...]) -> Share:
    share, server, channel, day, form, thread, started, finished, tag, publish, work = row
    event, label, date = json.loads(str(day))
    return Share(
        int(str(share)),
        int(str(server)),
        int(str(channel)),
        (event, label, date),
        form_of(form),
        None if thread is None else str(thread),
        float(str(started)),
        bool(finished),
        None if tag is None else int(str(tag)),
        bool(publish),
        None if work is None else str(work),
    )
