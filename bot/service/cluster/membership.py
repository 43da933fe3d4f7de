"""A process's part in running the bot: all of it, a part of its shards, or none, which is to stand by.

With a database in a file one process runs the bot and a second is refused. With one that processes share,
they divide the shards among them; who gets none stands by, and takes over from one that ends.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.logs.troubles import Trouble
from bot.service.clock import Clock
from bot.service.cluster.leases import DatabaseLeases, Held, Leases
from bot.service.health_socket import Health, socket_path, telling
from bot.service.process_lock import RunningError, alone_with
from embeddings.errors import LibraryError, NewerLibraryError
from embeddings.index.address import DatabaseAddress, Place
from embeddings.index.stores.choice import require_driver

LOOK = 2.0
"""Seconds between two signs of life."""
LEASE = 12.0
"""Seconds after which a process that gives none is taken for dead."""
_STANDING_BY = "Standing by: other processes run this bot, and this one takes over when one of them ends."

Hold = Callable[[frozenset[int]], Awaitable[None]]
"""Brings the connections to Discord in step with the shards that are held."""

_log = logging.getLogger(__name__)


class Alone:
    """No other process has a part: all shards are this one's, all the time."""

    held: frozenset[int] | None = None
    """The shards to begin with; None for all."""

    async def keep(self, hold: Hold) -> LibraryError:  # noqa: ARG002 - nothing ever changes
        """Never return."""
        await asyncio.Event().wait()
        raise AssertionError


class Member:
    """One of several processes, which holds some shards."""

    def __init__(self, leases: Leases, clock: Clock, held: frozenset[int]) -> None:
        """``held`` are the shards that ``leases`` gave first."""
        self._leases = leases
        self._clock = clock
        self._now = Held(held)
        self._given: frozenset[int] = frozenset()
        self._looked = asyncio.Event()
        self.held: frozenset[int] | None = held

    async def keep(self, hold: Hold) -> LibraryError:
        """Keep the leases, and the connections in step with them; return why the process must end."""
        renewing = asyncio.create_task(self._renew())
        holding = asyncio.create_task(self._hold(hold))
        try:
            await asyncio.wait({renewing, holding}, return_when=asyncio.FIRST_COMPLETED)
            if holding.done():
                await holding
            return await renewing
        finally:
            renewing.cancel()
            holding.cancel()

    async def _renew(self) -> LibraryError:
        """Say again and again that this process lives.

        While the database cannot be reached nothing can be answered or posted from it: the shards are kept
        until it says that another process has them.
        """
        away = Trouble(_log, "It cannot be told which process serves whom: %s")
        while True:
            await self._clock.sleep(LOOK)
            given = self._given
            try:
                now = await asyncio.to_thread(self._leases.renew, given)
            except (RunningError, NewerLibraryError) as error:
                return error
            except LibraryError as error:
                away.tell(error)
                continue
            away.over()
            self._given -= given
            if now.keep != self._now.keep:
                _log.warning("This process serves %s from now on.", _named(now.keep))
            self._now = now
            self._looked.set()

    async def _hold(self, hold: Hold) -> None:
        while True:
            self._looked.clear()
            now = self._now
            await hold(now.keep)
            self._given = now.leave
            await self._looked.wait()


def _named(shards: frozenset[int]) -> str:
    if not shards:
        return "no shard"
    return f"shard{'s' if len(shards) > 1 else ''} {', '.join(map(str, sorted(shards)))}"


@asynccontextmanager
async def joined(
    database: Place,
    total: int = 1,
    clock: Clock | None = None,
    leases_at: Callable[[DatabaseAddress, int], Leases] | None = None,
) -> AsyncIterator[Alone | Member]:
    """Wait until this process has a part in running the bot, and keep it until the block ends.

    ``total`` is the number of shards. With a database in a file nobody waits: RunningError is raised where
    another process has it.
    """
    if not isinstance(database, DatabaseAddress):
        with alone_with(database):
            yield Alone()
        return
    leases = (leases_at or _leases)(database, total)
    clock = clock or Clock()
    try:
        now = await asyncio.to_thread(leases.renew)
        if not now.keep:
            now = await _wait_for(leases, database, clock)
        yield Member(leases, clock, now.keep)
    finally:
        try:
            await asyncio.to_thread(leases.end)
        except LibraryError as error:
            _log.warning("The others learn only in some seconds that this process ended: %s", error)


def _leases(database: DatabaseAddress, total: int) -> Leases:
    require_driver(database)
    from bot.service.postgres_connection import PostgresConnection

    name = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"
    return DatabaseLeases(PostgresConnection(database), name, total, seconds=LEASE)


async def _wait_for(leases: Leases, database: DatabaseAddress, clock: Clock) -> Held:
    """Stand by until a shard is free; `quoth health` is told so."""

    async def look() -> Health:
        return Health(True, _STANDING_BY)

    _log.warning("%s", _STANDING_BY)
    away = Trouble(_log, "Standing by, and the database cannot be reached: %s")
    async with telling(socket_path(database), look):
        while True:
            await clock.sleep(LOOK)
            try:
                now = await asyncio.to_thread(leases.renew)
            except (RunningError, NewerLibraryError):
                raise
            except LibraryError as error:
                away.tell(error)
                continue
            away.over()
            if now.keep:
                _log.warning("This process serves %s from now on.", _named(now.keep))
                return now
