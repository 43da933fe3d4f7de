"""Of several processes with one database one runs the bot; the others stand by to take over when it ends.

The lock is the database's, and ends with the connection that holds it: at once where a process is killed,
within twenty seconds where its machine or its network is gone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from bot.service.clock import Clock
from bot.service.health_socket import Health, socket_path, telling
from bot.service.process_lock import RunningError, alone_with
from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress, Place
from embeddings.index.stores.choice import require_driver

_LOOK = 2.0
"""Seconds between two looks: whether the lock is free, or still held."""
_STANDING_BY = "Standing by: another process runs this bot, and this one takes over when that ends."

_log = logging.getLogger(__name__)


class Lock(Protocol):
    """The lock of the process that runs the bot. Every call blocks for a moment."""

    def take(self) -> bool:
        """Take the lock, or tell that it is held still; False where another process has it.

        Raises LibraryError where the database cannot be reached.
        """

    def close(self) -> None:
        """Give the lock back."""


class Alone:
    """No other process can have it: its lock is that of a file, held all the time."""

    async def lost(self) -> RunningError:
        """Never return."""
        await asyncio.Event().wait()
        raise AssertionError


class Leader:
    """This process runs the bot, as far as the database knew last."""

    def __init__(self, lock: Lock, clock: Clock) -> None:
        """``lock`` was taken."""
        self._lock = lock
        self._clock = clock

    async def lost(self) -> RunningError:
        """Return, once another process runs the bot, why this one must not; until then it waits.

        While the database cannot be reached no other can have taken over for longer than this one is cut off,
        and nothing can be answered or sent from it either: it is waited for.
        """
        told = False
        while True:
            await self._clock.sleep(_LOOK)
            try:
                held = await asyncio.to_thread(self._lock.take)
            except LibraryError as error:
                if not told:
                    _log.warning("It cannot be told whether another process runs the bot: %s", error)
                told = True
                continue
            told = False
            if not held:
                return RunningError(
                    "Another process runs this bot since the connection to the database was lost: this one "
                    "ends, and stands by when it is started again."
                )


@asynccontextmanager
async def leading(database: Place, clock: Clock | None = None) -> AsyncIterator[Alone | Leader]:
    """Wait until this process is the one that runs the bot, and hold that until the block ends.

    With a database in a file nobody waits: RunningError is raised where another process has it.
    """
    if not isinstance(database, DatabaseAddress):
        with alone_with(database):
            yield Alone()
        return
    require_driver(database)
    from bot.service.postgres_connection import PostgresLock

    lock = PostgresLock(database)
    clock = clock or Clock()
    try:
        if not await asyncio.to_thread(lock.take):
            await _wait_for(lock, database, clock)
        yield Leader(lock, clock)
    finally:
        await asyncio.to_thread(lock.close)


async def _wait_for(lock: Lock, database: DatabaseAddress, clock: Clock) -> None:
    """Stand by until the lock is free; `quoth health` is told so where no other process tells it."""

    async def look() -> Health:
        return Health(True, _STANDING_BY)

    async def wait() -> None:
        while True:
            await clock.sleep(_LOOK)
            try:
                if await asyncio.to_thread(lock.take):
                    _log.warning("The other process has ended: this one runs the bot from now on.")
                    return
            except LibraryError as error:
                _log.warning("Standing by, and the database cannot be reached: %s", error)

    _log.warning("%s", _STANDING_BY)
    path = socket_path(database)
    if path.exists():
        await wait()
        return
    async with telling(path, look):
        await wait()
