"""Several processes with one database: one runs the bot, and another takes over when that has ended."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from bot.service.clock import Clock
from bot.service.health_socket import ask_health
from bot.service.leader import Leader, leading
from bot.service.postgres_connection import PostgresLock
from bot.service.process_lock import RunningError
from embeddings.errors import LibraryError
from embeddings.index.address import DatabaseAddress
from tests import postgres
from tests.service.test_postgres_connection import end_connections
from tests.waiting import GUARD


class Stepping(Clock):
    """A clock on which a wait lasts until the test lets it end."""

    def __init__(self) -> None:
        self.waiting = asyncio.Semaphore(0)
        self.go_on = asyncio.Semaphore(0)

    async def sleep(self, seconds: float) -> None:  # noqa: ARG002 - as long as the test wants
        self.waiting.release()
        await self.go_on.acquire()

    async def step(self) -> None:
        """Wait until somebody waits, and let it end."""
        async with asyncio.timeout(GUARD):
            await self.waiting.acquire()
        self.go_on.release()


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DatabaseAddress:
    """A database that nobody runs a bot with; what is told of its health stands in a folder of the test's."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return postgres.empty_bot()


async def test_who_comes_second_stands_by_and_takes_over_when_the_first_has_ended(
    address: DatabaseAddress,
) -> None:
    clock, begun = Stepping(), asyncio.Event()

    async def second() -> None:
        async with leading(address, clock):
            begun.set()

    async with leading(address):
        waiting = asyncio.create_task(second())
        await clock.step()
        async with asyncio.timeout(GUARD):
            await clock.waiting.acquire()
        assert not begun.is_set(), "it looked, and the first is there"
        health = await asyncio.to_thread(ask_health, address)
        assert health.well
        assert "Standing by" in health.sentence
    clock.go_on.release()
    async with asyncio.timeout(GUARD):
        await waiting
    assert begun.is_set()


async def test_a_lost_connection_is_made_again_while_nobody_took_over(address: DatabaseAddress) -> None:
    clock = Stepping()
    async with leading(address, clock) as held:
        watching = asyncio.create_task(held.lost())
        await clock.step()
        await asyncio.to_thread(end_connections)
        await clock.step()
        await clock.step()
        assert not watching.done()
        other = PostgresLock(address)
        assert not await asyncio.to_thread(other.take), "it is held again"
        watching.cancel()


async def test_who_was_overtaken_ends_rather_than_run_beside_the_other(address: DatabaseAddress) -> None:
    clock, other = Stepping(), PostgresLock(address)
    async with leading(address, clock) as held:
        watching = asyncio.create_task(held.lost())
        async with asyncio.timeout(GUARD):
            await clock.waiting.acquire()
            await asyncio.to_thread(end_connections)
            while not await asyncio.to_thread(other.take):
                pass  # until the server has let go of the lock
        clock.go_on.release()
        async with asyncio.timeout(GUARD):
            assert isinstance(await watching, RunningError)
    await asyncio.to_thread(other.close)


async def test_a_database_that_is_away_is_waited_for(
    address: DatabaseAddress, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Stepping()
    lock = PostgresLock(address)
    assert await asyncio.to_thread(lock.take)
    watching = asyncio.create_task(Leader(lock, clock).lost())
    gone = DatabaseAddress("postgresql://rigger@127.0.0.1:1/notes")
    await asyncio.to_thread(end_connections)
    monkeypatch.setattr(lock, "_address", gone)
    for _ in range(3):
        await clock.step()
    async with asyncio.timeout(GUARD):
        await clock.waiting.acquire()
    assert not watching.done()
    assert caplog.text.count("cannot be told whether another process runs") == 1
    watching.cancel()
    await asyncio.to_thread(lock.close)


async def test_a_bot_without_the_driver_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "embeddings.index.stores.postgres.store", None)
    address = DatabaseAddress("postgresql://rigger@127.0.0.1:1/notes")
    with pytest.raises(LibraryError, match=r"pip install '\.\[postgres\]'"):
        async with leading(address):
            pass
