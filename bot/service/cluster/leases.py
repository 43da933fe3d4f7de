"""The leases on the bot's shards, in the database: who holds which, for as long as it says that it lives.

A process says so every few seconds. One that did not for some seconds, by the database's clock, is
taken for dead, and the others take its shards. Where the database was away nobody could say so: who finds
that its own time ran out meanwhile leaves the others time to say it again. All of it is one transaction at a
time, and no session's: a connection pooler may stand between.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from bot.service.clock import Clock
from bot.service.cluster.division import divide
from bot.service.connection import Connection, Transaction
from bot.service.process_lock import RunningError
from embeddings.index import releases

_LOCK = 0x71756F7468 + 1
"""The advisory lock of whoever changes leases."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds."""

    keep: frozenset[int] = frozenset()
    """The shards that it is to serve."""
    leave: frozenset[int] = frozenset()
    """Those that it holds and is to give back."""
    newer: bool = False
    """Whether a process of a newer Quoth is there: this one serves nobody beside it."""


class Leases(Protocol):
    """The leases as one process has them. Every call blocks for a moment."""

    def renew(self, given: Collection[int] = ()) -> Held:
        """Say that this process lives, give shards back, and take what is free and fair.

        Raises RunningError where another process divides the bot otherwise, and LibraryError where the
        database cannot be used.
        """

    def end(self) -> None:
        """Release all that is held; raises LibraryError."""


class DatabaseLeases:
    """The tables ``processes`` and ``leases``."""

    def __init__(
        self,
        connection: Connection,
        process: str,
        total: int,
        *,
        seconds: float,
        release: str | None = None,
        clock: Clock | None = None,
    ) -> None:
        """``process`` names this one, ``total`` is the number of shards, ``release`` the version of Quoth.

        It is taken for dead where it says nothing for so many ``seconds``.
        """
        self._connection = connection
        self._process = process
        self._total = total
        self._seconds = seconds
        self._release = release or releases.own()
        self._clock = clock or Clock()
        self._spares_until = self._clock.monotonic()
        """Until when it takes nobody for dead."""

    def renew(self, given: Collection[int] = ()) -> Held:
        """Say that this process lives, give shards back, and take what is free and fair."""
        with self._connection.writing() as db:
            db.execute("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
            for shard in given:
                db.execute("DELETE FROM leases WHERE process = ? AND shard = ?", (self._process, shard))
            self._end_the_dead(db)
            db.execute(
                "INSERT INTO processes (process, release, shards, until) "
                "VALUES (?, ?, ?, clock_timestamp() + make_interval(secs => ?)) "
                "ON CONFLICT (process) DO UPDATE SET until = excluded.until",
                (self._process, self._release, self._total, self._seconds),
            )
            processes = db.execute("SELECT process, release, shards FROM processes").fetchall()
            self._must_divide_alike(processes)
            newest = max(releases.order(str(release)) for _, release, _ in processes)
            mates = [process for process, release, _ in processes if releases.order(str(release)) == newest]
            holders = {
                int(shard): str(process)
                for shard, process in db.execute("SELECT shard, process FROM leases").fetchall()
            }
            share = divide(self._total, holders, mates, self._process)
            for shard in share.take:
                db.execute("INSERT INTO leases (shard, process) VALUES (?, ?)", (shard, self._process))
        own = {shard for shard, process in holders.items() if process == self._process} | share.take
        return Held(frozenset(own - share.leave), share.leave, self._process not in mates)

    def _end_the_dead(self, db: Transaction) -> None:
        """Take from the others whose time ran out, unless this one's did as well."""
        over = db.execute(
            "SELECT process FROM processes WHERE process = ? AND until < clock_timestamp()", (self._process,)
        ).fetchone()
        if over is not None:
            self._spares_until = self._clock.monotonic() + self._seconds
        # No lease is for longer: one that ends later was renewed before the database's time was set back.
        db.execute(
            "UPDATE processes SET until = clock_timestamp() + make_interval(secs => ?) "
            "WHERE until > clock_timestamp() + make_interval(secs => ?)",
            (self._seconds, self._seconds),
        )
        if self._clock.monotonic() >= self._spares_until:
            db.execute(
                "DELETE FROM processes WHERE process != ? AND until < clock_timestamp()", (self._process,)
            )

    def _must_divide_alike(self, processes: list[tuple[object, ...]]) -> None:
        for process, _, shards in processes:
            if process != self._process and shards != self._total:
                raise RunningError(
                    f"Another process divides this bot among {shards} connections and this one among "
                    f"{self._total}: set QUOTH_SHARDS alike, and start them anew."
                )

    def end(self) -> None:
        """Release all that is held."""
        try:
            self._connection.change("DELETE FROM processes WHERE process = ?", self._process)
        finally:
            self._connection.close()
